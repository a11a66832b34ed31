import type { App } from '../app.ts';
import { createEventFile } from './flows/createEventFile.ts';
import { readInvokeTarget } from './invoking/invokeTarget.ts';
import { pathOfUri } from './wizards/target.ts';

/** Writes an event as AWS sends it to a payload file, for a function's row or into a folder, and opens it. */
export async function newPayloadFromEvent(app: App, target?: unknown): Promise<void> {
  const { functionName } = readInvokeTarget(target);
  await app.show.file(await createEventFile(app, { functionName, into: pathOfUri(target) }));
}
