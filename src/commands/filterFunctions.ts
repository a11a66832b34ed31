import type { App } from '../app.ts';
import { arrangeAnew, filterProblem, readArrangement } from '../rows/arrangement.ts';

/** Shows only functions whose name, description or runtime fits. */
export async function filterFunctions(app: Pick<App, 'prompts' | 'state'>): Promise<void> {
  const filter = await app.prompts.input({
    prompt:
      'Words that the name, description or runtime has, or /a regular expression/; empty for all',
    value: readArrangement(app.state).filter,
    placeholder: 'orders python',
    validate: filterProblem,
  });
  await arrangeAnew(app.state, { filter: filter.trim() });
}
