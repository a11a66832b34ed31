import type { App } from '../app.ts';
import { switchTrigger } from './flows/switchTrigger.ts';

/** Lambda stops reading the source; where it stands is kept. */
export async function disableTrigger(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  await switchTrigger(app, target, false);
}
