import type { Row } from '../app/row.ts';
import type { Account } from '../aws/account.ts';
import type { FunctionSummary } from '../aws/lambdaFunction.ts';

export async function urlRows(
  summary: FunctionSummary,
  account: Account,
  signal: AbortSignal,
): Promise<Row[]> {
  const found = await account.functions.url(summary.name, signal);
  if (!found) {
    return [{ kind: 'fact', label: 'None', value: '', tooltip: 'The function has no URL.' }];
  }
  const { AuthType, InvokeMode, Cors } = found.settings;
  return [
    { kind: 'address', function: summary, url: found.url },
    { kind: 'fact', label: 'Authentication', value: AuthType, ...(AuthType === 'NONE' && open) },
    ...(InvokeMode ? [{ kind: 'fact', label: 'Mode', value: InvokeMode } as const] : []),
    ...(Cors ? [{ kind: 'fact', label: 'CORS', value: JSON.stringify(Cors) } as const] : []),
  ];
}

const open = {
  icon: 'unlock',
  tooltip:
    'Authentication: NONE. Whoever the resource policy lets in may call it, without signing.',
} as const;
