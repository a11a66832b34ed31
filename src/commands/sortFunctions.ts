import type { App } from '../app.ts';
import { arrangeAnew, readArrangement, type Sort } from '../rows/arrangement.ts';

export async function sortFunctions(app: Pick<App, 'prompts' | 'state'>): Promise<void> {
  const { sort: now } = readArrangement(app.state);
  const choice = (value: Sort, label: string, description: string) => ({
    label,
    description,
    icon: value === now ? 'check' : 'blank',
    value,
  });
  const sort = await app.prompts.pick({
    prompt: 'Order of the functions',
    choices: [
      choice('listed', 'As Lambda lists them', 'rows can be shown before all are listed'),
      choice('name', 'By name', 'A to Z'),
      choice('changed', 'By last change', 'the newest first'),
      choice('runtime', 'By runtime', 'then by name'),
    ],
  });
  await arrangeAnew(app.state, { sort });
}
