import type { App } from '../app.ts';
import { resourceTarget } from './wizards/resourceTarget.ts';

export async function copyArn(
  app: Pick<App, 'clipboard' | 'connection' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const { arn } = await resourceTarget(app, target, 'Function or role whose ARN is copied');
  await app.clipboard.write(arn);
  app.show.message(`Copied ${arn}`);
}
