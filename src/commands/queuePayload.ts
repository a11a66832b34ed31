import type { App } from '../app.ts';
import { invoke } from './invoking/invoke.ts';

/** Hands the payload to Lambda's queue: the function runs on its own. */
export async function queuePayload(app: App, target?: unknown): Promise<void> {
  await invoke(app, target, 'Event');
}
