import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { RoleSummary } from '../../aws/role.ts';
import { textAnswer } from './answer.ts';
import { findRole, pickRole } from './pickRole.ts';
import { answersOf, roleOfRow } from './target.ts';

/** The role of a row or of `{ name }`, else one that is asked for. */
export async function roleTarget(
  app: Pick<App, 'prompts'>,
  account: Account,
  target: unknown,
  prompt: string,
): Promise<RoleSummary> {
  const row = roleOfRow(target);
  if (row) return row;
  const name = textAnswer(answersOf(target), 'name', () => undefined);
  return name === undefined ? pickRole(app.prompts, account, prompt) : findRole(account, name);
}
