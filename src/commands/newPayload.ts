import type { App } from '../app.ts';
import { createPayloadFile } from './flows/createPayloadFile.ts';
import { readInvokeTarget } from './invoking/invokeTarget.ts';

/** Writes a first payload file for a function (its row, or its name) and opens it. */
export async function newPayload(app: App, target?: unknown): Promise<void> {
  const functionName = typeof target === 'string' ? target : readInvokeTarget(target).functionName;
  await app.show.file(await createPayloadFile(app, functionName));
}
