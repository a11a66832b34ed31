import type { Row } from '../app/row.ts';
import type { Account } from '../aws/account.ts';
import type { FunctionSummary } from '../aws/lambdaFunction.ts';

export async function tagRows(
  { arn }: FunctionSummary,
  account: Account,
  signal: AbortSignal,
): Promise<Row[]> {
  const tags = Object.entries(await account.functions.tags(arn, signal));
  if (tags.length === 0) {
    return [{ kind: 'fact', label: 'None', value: '', tooltip: 'The function has no tags.' }];
  }
  return tags
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([key, value]) => ({ kind: 'tag', key, value }));
}
