import type { App } from '../app.ts';
import { count } from '../payload/sizeInWords.ts';

/** Removes every invocation from the history, after a question. */
export async function clearHistory(app: Pick<App, 'history' | 'prompts' | 'show'>): Promise<void> {
  const history = await app.history();
  const { length } = await history.list();
  if (length === 0) {
    app.show.message('The history is empty already.');
    return;
  }
  const what = length === 1 ? 'the invocation' : `all ${count(length)} invocations`;
  await app.prompts.confirm({
    message: `Delete ${what} from the history?`,
    detail:
      'What was sent and answered is deleted too, of every connection and window. Functions stay as they are.',
    action: 'Delete',
  });
  await history.clear();
}
