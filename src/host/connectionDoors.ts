import type { App, State } from '../app.ts';
import type { ConnectionDefinition } from '../aws/connections/definition.ts';
import type { ConnectionDoors, NetworkSettings } from '../aws/connections/doors.ts';
import { mfaCodeProblem } from '../aws/connections/names.ts';
import { UserError } from '../errors.ts';
import type { ConnectionSecrets } from './connectionSecrets.ts';
import { emulatorKeys } from './emulators.ts';

export interface DoorsOptions {
  readonly secrets: Pick<ConnectionSecrets, 'of'>;
  readonly prompts: Pick<App['prompts'], 'confirm' | 'input'>;
  readonly show: Pick<App['show'], 'log' | 'message' | 'url'>;
  /** Of all workspaces: hosts that the person agreed to. */
  readonly globalState: State;
  /** Whether a person is there to be asked. */
  readonly attended: () => boolean;
  readonly network: () => NetworkSettings;
}

/** What using a connection may ask of the person, who is never disturbed by what happens by itself. */
export function connectionDoors(
  { name, endpoint }: ConnectionDefinition,
  options: DoorsOptions,
): ConnectionDoors {
  const { prompts, show, globalState, attended } = options;
  return {
    async secret(key) {
      const stored = await options.secrets.of(name);
      if (stored.accessKeyId !== undefined || key === 'loginToken') return stored[key];
      return endpoint && (await emulatorKeys(endpoint))[key];
    },
    async mfaCode(serial, again) {
      if (!attended()) {
        throw waiting(
          `The connection ${name} needs a code of the MFA device ${serial}.`,
          'Enter MFA Code',
        );
      }
      return prompts.input({
        prompt: `${again ? 'That code was not accepted. Wait for the next one: each is good for one use. ' : ''}Code of the MFA device ${serial}, for the connection ${name}`,
        validate: mfaCodeProblem,
      });
    },
    async agreeToHost(host) {
      const agreed = agreedHosts(globalState);
      if (agreed.includes(host)) return;
      if (!attended()) {
        throw waiting(
          `The credentials of ${name} were not sent to ${host}: you have not agreed to that yet.`,
          'Agree or Decline',
        );
      }
      await prompts.confirm({
        message: `Use the credentials of the connection ${name} with ${host}?`,
        detail: `${host} is neither AWS nor this machine. Whoever runs it sees what you send, and may use the requests that you sign until they expire. If you agree, that is remembered for this host.`,
        action: 'Use Them There',
      });
      await globalState.set(hostsKey, [...agreedHosts(globalState), host]);
    },
    async showDeviceCode({ userCode, url }) {
      show.message(
        `Sign in to ${name}: agree on the page that opens only if it shows the code ${userCode}.`,
        { title: 'Open Page Again', command: 'vscode.open', arguments: [url] },
      );
      await show.url(url);
    },
    log: (message) => show.log(`${name}: ${message}`),
    get network() {
      return options.network();
    },
  };
}

/** What a view may not ask by itself: the person comes for it. */
function waiting(what: string, title: string): UserError {
  return new UserError(`${what} Refresh the view to be asked.`, {
    fix: { title, command: 'lambdaBench.refreshFunctions' },
  });
}

const hostsKey = 'agreedHosts';

function agreedHosts(state: State): readonly string[] {
  const stored = state.get(hostsKey);
  return Array.isArray(stored) ? stored.filter((host) => typeof host === 'string') : [];
}
