import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { FunctionSummary } from '../../aws/lambdaFunction.ts';
import { textAnswer } from './answer.ts';
import { findFunction, pickFunction } from './pickFunction.ts';
import { answersOf, functionOfRow } from './target.ts';

/** The function of a row or of `{ name }`, else one that is asked for. */
export async function functionTarget(
  app: Pick<App, 'prompts'>,
  account: Account,
  target: unknown,
  prompt: string,
): Promise<FunctionSummary> {
  const row = functionOfRow(target);
  if (row) return row;
  const name = textAnswer(answersOf(target), 'name', () => undefined);
  return name === undefined
    ? pickFunction(app.prompts, account, prompt)
    : findFunction(account, name);
}
