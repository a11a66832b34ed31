import type { App } from '../app.ts';
import { arrangeAnew } from '../rows/arrangement.ts';

export async function clearFilter(app: Pick<App, 'state'>): Promise<void> {
  await arrangeAnew(app.state, { filter: '' });
}
