import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { App } from '../app.ts';
import { DamagedLine, readResults } from '../batch/resultsFile.ts';
import { startSummary } from '../batch/summary.ts';
import { UserError } from '../errors.ts';
import { resultCharts } from './flows/resultCharts.ts';
import { answersOf, pathOfUri } from './wizards/target.ts';

/** Draws the results of a batch: of a `*.results.jsonl` file, the active editor's, or one that is asked for. */
export async function chartResults(
  app: Pick<App, 'progress' | 'prompts' | 'show' | 'workspace'>,
  target?: unknown,
): Promise<void> {
  const path = await choose(app, target);
  const name = basename(path);
  if (!existsSync(path)) throw new UserError(`${name} does not exist any more.`);
  const summing = startSummary();
  await app.progress.run(`Reading ${name}`, async ({ signal }) => {
    try {
      for await (const result of readResults(path)) {
        signal.throwIfAborted();
        summing.add(result);
      }
    } catch (error) {
      if (!(error instanceof DamagedLine)) throw error;
      throw new UserError(`Line ${error.line} of ${name} is no result of Invoke Each.`);
    }
  });
  const summary = summing.summary();
  if (summary.total === 0) throw new UserError(`${name} has no results yet.`);
  app.show.chart(resultCharts(name, summary));
}

async function choose(
  { prompts, workspace }: Pick<App, 'prompts' | 'workspace'>,
  target: unknown,
): Promise<string> {
  const { results } = answersOf(target);
  const given = pathOfUri(target) ?? (typeof results === 'string' ? results : undefined);
  if (given !== undefined) return given;
  const active = workspace.activeFile();
  if (active?.endsWith('.results.jsonl')) return active;
  const files = await workspace.find('**/*.results.jsonl', 500);
  if (files.length === 0) {
    throw new UserError(
      'There are no results yet. Run Invoke Each… on a .jsonl file or a folder.',
      { fix: { title: 'Invoke Each', command: 'lambdaBench.invokeEach' } },
    );
  }
  return prompts.pick({
    prompt: 'Which results?',
    choices: files.map((path) => ({ label: basename(path), description: path, value: path })),
  });
}
