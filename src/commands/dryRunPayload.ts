import type { App } from '../app.ts';
import { invoke } from './invoking/invoke.ts';

/** Asks Lambda whether the invocation would be allowed; nothing runs. */
export async function dryRunPayload(app: App, target?: unknown): Promise<void> {
  await invoke(app, target, 'DryRun');
}
