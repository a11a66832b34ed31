import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import type { Entry } from '../history/entry.ts';
import { count } from '../payload/sizeInWords.ts';
import { chartedFunction, isOf } from './flows/chartedFunction.ts';
import { functionCharts } from './flows/functionCharts.ts';
import { entriesOf } from './wizards/invocationTarget.ts';

/** More could not be told apart, and would make the page slow. */
export const mostCharted = 1000;

/** Draws what a function took over its history: of a row, else of a function that is asked for. */
export async function showCharts(
  app: Pick<App, 'connection' | 'history' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const charted = await chartedFunction(app, target);
  const history = await app.history();
  const found: Entry[] = [];
  await app.progress.run('Reading the history', async ({ signal }) => {
    for await (const page of entriesOf(
      history,
      (await history.list()).map(({ id }) => id),
    )) {
      signal.throwIfAborted();
      found.push(...page.filter((entry) => isOf(charted, entry) && isDrawn(entry)));
      if (found.length > mostCharted) return;
    }
  });
  if (found.length === 0) {
    throw new UserError(
      `The history has no invocation of ${charted.functionName} on ${charted.connection}. Invoke it, then look at its charts.`,
    );
  }
  const newest = found.slice(0, mostCharted).toReversed();
  const { connection, accountId, region, functionName } = charted;
  const where = [connection, accountId, region].filter((part) => part !== undefined).join(' · ');
  const limit = found.length > mostCharted ? ` · the newest ${count(mostCharted)}` : '';
  app.show.chart(functionCharts({ functionName, where: `${where}${limit}` }, newest));
}

/** Of a dry run nothing can be drawn, as nothing ran, nor yet of what is running. */
function isDrawn({ request, outcome }: Entry): boolean {
  return request.type !== 'DryRun' && outcome.kind !== 'running';
}
