import type { Row } from '../../src/app/row.ts';
import { childrenOf } from '../../src/rows/childrenOf.ts';
import { describeRow } from '../../src/views/rows/describeRow.ts';
import type { TestApp } from './testApp.ts';

/** What stands below a row when it is expanded. */
export function rowsBelow(
  { account, app: { state, workspace, settings } }: Pick<TestApp, 'account' | 'app'>,
  row: Row,
): Promise<readonly Row[]> {
  const payloads = { state, workspace, settings };
  const parts = { payloads, account: () => Promise.resolve(account) };
  return childrenOf(row, parts, new AbortController().signal);
}

/** Rows as a person sees them: label and description. */
export function seen(rows: readonly Row[]): string[] {
  return rows.map((row) => {
    const { label, description = '' } = describeRow(row, new Date());
    return description ? `${label}: ${description}` : label;
  });
}
