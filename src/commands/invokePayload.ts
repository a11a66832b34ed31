import type { App } from '../app.ts';
import { invoke } from './invoking/invoke.ts';

/** Invokes with the payload file (a `Uri`, the active editor's, or asked for) or a function's row. */
export async function invokePayload(app: App, target?: unknown): Promise<void> {
  await invoke(app, target, undefined);
}
