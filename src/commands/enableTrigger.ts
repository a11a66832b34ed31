import type { App } from '../app.ts';
import { switchTrigger } from './flows/switchTrigger.ts';

/** Lambda reads the source again. */
export async function enableTrigger(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  await switchTrigger(app, target, true);
}
