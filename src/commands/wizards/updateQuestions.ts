import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { FunctionSummary } from '../../aws/lambdaFunction.ts';
import type { SourceToPack } from '../flows/packSource.ts';
import { pathAndAbove } from '../flows/pathAndAbove.ts';
import { functionsMadeFrom, recallSource } from '../flows/sources.ts';
import { textAnswer } from './answer.ts';
import { functionTarget } from './functionTarget.ts';
import { findFunction, pickFunction } from './pickFunction.ts';
import { askSource, checkSource } from './sourceQuestion.ts';
import { answersOf, pathOfUri } from './target.ts';

type Asker = Pick<App, 'prompts' | 'state' | 'workspace'>;

export interface Update {
  readonly summary: FunctionSummary;
  readonly source: SourceToPack;
}

/** Asks for nothing when function and source are known. */
export async function askUpdate(app: Asker, account: Account, target: unknown): Promise<Update> {
  const path = pathOfUri(target);
  if (path !== undefined) return updateFromFile(app, account, await checkSource(path));
  const row = await functionTarget(app, account, target, 'Function whose code is updated');
  const given = textAnswer(answersOf(target), 'path', () => undefined);
  // A row may be older than the last update, and the code it tells of with it.
  const summary = await findFunction(account, row.name);
  return { summary, source: await sourceOf(app, account, summary, given) };
}

/** The nearest source that is the file or holds it decides which function is meant. */
async function updateFromFile(app: Asker, account: Account, file: string): Promise<Update> {
  const nearest = pathAndAbove(file).find(
    (path) => functionsMadeFrom(app.state, account.target, path).length > 0,
  );
  if (nearest === undefined) return updateFromNewSource(app, account, file);
  const names = functionsMadeFrom(app.state, account.target, nearest);
  const name = await oneOf(app, names, `Function to update from ${basename(nearest)}`);
  const summary = await findFunction(account, name);
  return { summary, source: await sourceOf(app, account, summary, nearest) };
}

/** A file that nothing is made from yet may be a part of the function's source, or become its source. */
async function updateFromNewSource(app: Asker, account: Account, file: string): Promise<Update> {
  const picked = await pickFunction(
    app.prompts,
    account,
    `Function to update from ${basename(file)}`,
  );
  const known = recallSource(app.state, account.target, picked.name)?.path;
  const path =
    known === undefined
      ? file
      : await oneOf(app, [known, file], `What ${picked.name} is made from`);
  return { summary: picked, source: await sourceOf(app, account, picked, path) };
}

async function sourceOf(
  app: Asker,
  account: Account,
  { name }: FunctionSummary,
  given: string | undefined,
): Promise<SourceToPack> {
  const known = recallSource(app.state, account.target, name);
  if (known && (given === undefined || given === known.path) && (await exists(known.path))) {
    return known;
  }
  const path = given ?? (await askSource(app.prompts, app.workspace, name));
  return { path: await checkSource(path) };
}

async function oneOf(
  { prompts }: Asker,
  texts: readonly string[],
  prompt: string,
): Promise<string> {
  const [only, ...others] = texts;
  if (only !== undefined && others.length === 0) return only;
  return prompts.pick({ prompt, choices: texts.map((label) => ({ label, value: label })) });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
