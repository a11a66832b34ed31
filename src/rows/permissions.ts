import type { Row } from '../app/row.ts';
import type { Account } from '../aws/account.ts';
import type { FunctionSummary, Qualifier } from '../aws/lambdaFunction.ts';
import { qualifiersOf } from './qualifiers.ts';

/**
 * Who may invoke the function as such, then each alias and version, whose policies are read when their
 * row is expanded.
 */
export async function permissionRows(
  summary: FunctionSummary,
  account: Account,
  signal: AbortSignal,
): Promise<Row[]> {
  const rows = await ofOne(summary, undefined, account, signal);
  const { found, unknown } = await qualifiersOf(summary, account, signal);
  const qualified = found.map((qualifier): Row => {
    return { kind: 'qualifierPermissions', function: summary, qualifier };
  });
  return [...rows, ...qualified, ...unknown];
}

export function qualifierPermissionRows(
  summary: FunctionSummary,
  qualifier: Qualifier,
  account: Account,
  signal: AbortSignal,
): Promise<Row[]> {
  return ofOne(summary, qualifier.name, account, signal);
}

async function ofOne(
  summary: FunctionSummary,
  qualifier: string | undefined,
  account: Account,
  signal: AbortSignal,
): Promise<Row[]> {
  const target = { functionName: summary.name, qualifier };
  const { permissions } = await account.permissions.read(target, signal);
  if (permissions.length === 0) return [nobody];
  return permissions.map((permission) => ({
    kind: 'permission',
    function: summary,
    qualifier,
    permission,
  }));
}

const nobody: Row = {
  kind: 'fact',
  label: 'Nobody but this account',
  value: '',
  tooltip:
    'There is no resource policy: only users and roles of this account whose own policies allow lambda:InvokeFunction may invoke it.',
  icon: 'lock',
};
