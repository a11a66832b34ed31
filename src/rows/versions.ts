import type { Row } from '../app/row.ts';
import type { Account } from '../aws/account.ts';
import type { FunctionSummary } from '../aws/lambdaFunction.ts';

/** Aliases, then the newest versions first. */
export async function versionRows(
  summary: FunctionSummary,
  account: Account,
  signal: AbortSignal,
): Promise<Row[]> {
  const aliases: Row[] = [];
  const versions: Row[] = [];
  for await (const page of account.functions.qualifiers(summary.name, signal)) {
    for (const qualifier of page) {
      const rows = qualifier.kind === 'alias' ? aliases : versions;
      rows.push({ kind: qualifier.kind, function: summary, qualifier });
    }
  }
  const found = [...aliases, ...versions.reverse()];
  if (found.length > 0) return found;
  return [
    {
      kind: 'fact',
      label: 'None',
      value: '',
      tooltip: 'Nothing was published: there is $LATEST only.',
    },
  ];
}
