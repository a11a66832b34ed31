import type { App } from '../app.ts';
import type { InvocationType } from '../aws/outcome.ts';
import { invoke } from './invoking/invoke.ts';
import { readInvokeTarget } from './invoking/invokeTarget.ts';
import { answersOf } from './wizards/target.ts';

/** Waits until Lambda has prepared the function, then invokes it once, as it was asked for before. */
export async function invokeWhenReady(app: App, target?: unknown): Promise<void> {
  const { functionName, qualifier } = readInvokeTarget(target);
  if (functionName !== undefined) {
    const account = await app.connection.account();
    await app.progress.run(`Waiting until ${functionName} is ready`, ({ signal }) =>
      account.functions.untilReady(functionName, qualifier, signal),
    );
  }
  await invoke(app, target, typeOf(answersOf(target)['type']));
}

function typeOf(value: unknown): InvocationType | undefined {
  return value === 'Event' || value === 'DryRun' || value === 'RequestResponse' ? value : undefined;
}
