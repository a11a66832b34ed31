import { readFile } from 'node:fs/promises';
import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import type { WholeEntry } from '../history/entry.ts';
import type { History } from '../history/history.ts';
import { awsCli } from './copying/awsCli.ts';
import { curl } from './copying/curl.ts';
import type { CopiedInvocation } from './copying/invocation.ts';
import { javascript } from './copying/javascript.ts';
import { python } from './copying/python.ts';
import { shellLanguage } from './flows/shellLanguage.ts';
import { invocationTarget } from './wizards/invocationTarget.ts';

type Writer = (copied: CopiedInvocation) => string;

/** Copies what does the same as an invocation of the history in a terminal or a program. */
export async function copyAsCode(
  app: Pick<App, 'clipboard' | 'connection' | 'history' | 'prompts' | 'shell' | 'show'>,
  target?: unknown,
): Promise<void> {
  const id = await invocationTarget(app, target, 'Invocation that is copied');
  const history = await app.history();
  const whole = await history.whole(id);
  const shell = app.shell();
  const language = shellLanguage(shell);
  const isWindows = /\.exe$/i.test(shell);
  const write = await app.prompts.pick<Writer>({
    prompt: `Copy the invocation of ${whole.entry.request.functionName} as`,
    choices: [
      {
        ...{ label: 'AWS CLI', description: 'aws lambda invoke, for your shell' },
        value: (copied) => awsCli(copied, language, isWindows),
      },
      {
        ...{ label: 'curl', description: 'signed by curl (7.75 or newer), for your shell' },
        value: (copied) => curl(copied, language, isWindows),
      },
      { label: 'JavaScript', description: 'AWS SDK v3', value: javascript },
      { label: 'Python', description: 'boto3', value: python },
    ],
  });
  const copied = await copiedInvocation(app, history, whole);
  await app.clipboard.write(write(copied));
  const said = 'Copied, without credentials: it takes those of the terminal.';
  if (!copied.isLocal) app.show.message(said);
  else {
    app.show.message(`${said} They must be those of the local account.`, {
      title: 'Copy Local Endpoint Environment',
      command: 'lambdaBench.copyLocalEnvironment',
    });
  }
}

async function copiedInvocation(
  { connection }: Pick<App, 'connection'>,
  history: History,
  { entry, payload }: WholeEntry,
): Promise<CopiedInvocation> {
  const { request, place } = entry;
  const { region } = place;
  if (region === undefined) {
    throw new UserError(
      `The connection ${place.connection} could not be opened for this invocation, so it is not known where it would have gone. Invoke again, then copy.`,
    );
  }
  const isLocal = place.connection === 'local';
  // The port of the local endpoint may be another today.
  const endpoint =
    isLocal && connection.kind === 'local'
      ? (await connection.account()).target.endpoint
      : place.endpoint;
  const own = request.path === undefined ? undefined : await sameBytes(request.path, payload);
  return {
    ...{ request, region, endpoint, isLocal, text: Buffer.from(payload).toString() },
    file: own ?? (await history.payloadFile(entry.id)),
  };
}

/** The path, if the file has the very bytes: an own file says more than one of the history. */
async function sameBytes(path: string, bytes: Uint8Array): Promise<string | undefined> {
  const found = await readFile(path).catch(() => undefined);
  return found?.equals(bytes) ? path : undefined;
}
