import type { App } from '../../app.ts';
import type { InvocationType } from '../../aws/outcome.ts';
import { type Binding, targetName } from '../../payload/binding.ts';
import { sharedBindingOf } from '../../payload/fileBinding.ts';
import { askIfProtected, confirmChange, where } from '../flows/askIfProtected.ts';
import type { ChosenPayload } from './choosePayload.ts';

/**
 * One question at most: about a function that the workspace's settings chose, before it is first used
 * with a connection that is not local; else about the connection, where it is protected.
 */
export async function askBeforeSending(
  app: App,
  { path, name }: ChosenPayload,
  bound: Binding,
  type: InvocationType,
  /** E.g. `1,000 times`. */
  times?: string,
): Promise<void> {
  const { does, doing, action } = words[type];
  const target = [targetName(bound), times].filter(Boolean).join(' ');
  const glob = path === undefined ? undefined : unconfirmedGlob(app, path, bound);
  if (glob === undefined) {
    if (type !== 'DryRun') await askIfProtected(app, `${doing} ${target}`, action);
    return;
  }
  await confirmChange(app, {
    message: `${does} ${target} with the connection ${app.connection.name}, in ${await where(app)}?`,
    detail: `${name} is for ${targetName(bound)} by the setting lambdaBench.payloads of this workspace, where "${glob}" says so: you have not chosen it yourself. The answer is remembered for this connection here.`,
    action,
  });
  await app.state.set(confirmedKey, [...confirmed(app), keyOf(app, glob, bound)]);
}

const words: Readonly<Record<InvocationType, { does: string; doing: string; action: string }>> = {
  RequestResponse: { does: 'Invoke', doing: 'invoke', action: 'Invoke' },
  Event: { does: 'Queue an event for', doing: 'queue an event for', action: 'Queue Event' },
  DryRun: { does: 'Ask for a dry run of', doing: 'ask for a dry run of', action: 'Dry Run' },
};

/** The glob of the shared binding in force, if nobody has agreed to it for this connection yet. */
export function unconfirmedGlob(app: App, path: string, bound: Binding): string | undefined {
  if (app.connection.kind === 'local') return undefined;
  const shared = sharedBindingOf(app, path);
  if (shared === undefined || targetName(shared.binding) !== targetName(bound)) return undefined;
  return confirmed(app).includes(keyOf(app, shared.glob, bound)) ? undefined : shared.glob;
}

const confirmedKey = 'confirmedBindings';

function confirmed({ state }: Pick<App, 'state'>): readonly unknown[] {
  const stored = state.get(confirmedKey);
  return Array.isArray(stored) ? stored : [];
}

/** Another function behind the same glob is another question. */
function keyOf({ connection }: Pick<App, 'connection'>, glob: string, bound: Binding): string {
  return JSON.stringify([connection.name, glob, targetName(bound)]);
}
