import type { App } from '../app.ts';
import { resourceTarget } from './wizards/resourceTarget.ts';

export async function copyName(
  app: Pick<App, 'clipboard' | 'connection' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const { name } = await resourceTarget(app, target, 'Function or role whose name is copied');
  await app.clipboard.write(name);
  app.show.message(`Copied ${name}`);
}
