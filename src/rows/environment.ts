import type { Row } from '../app/row.ts';
import type { Account } from '../aws/account.ts';
import type { FunctionSummary } from '../aws/lambdaFunction.ts';
import { UserError } from '../errors.ts';

/** Values are in the rows only when they were asked for. */
export async function environmentRows(
  summary: FunctionSummary,
  account: Account,
  { shown, signal }: { readonly shown: boolean; readonly signal?: AbortSignal },
): Promise<Row[]> {
  const details = await account.functions.details(summary.name, signal);
  if (details.environmentFault !== undefined) {
    throw new UserError(`The environment cannot be read: ${details.environmentFault}`);
  }
  const variables = Object.entries(details.settings.Environment?.Variables ?? {});
  if (variables.length === 0) {
    return [{ kind: 'fact', label: 'None', value: '', tooltip: 'No variables are set.' }];
  }
  return variables
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, value]) =>
      shown
        ? { kind: 'shownVariable', function: summary, name, value }
        : { kind: 'variable', function: summary, name },
    );
}
