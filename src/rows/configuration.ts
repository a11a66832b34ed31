import type { Row } from '../app/row.ts';
import type { Account } from '../aws/account.ts';
import type { FunctionDetails } from '../aws/functionSettings.ts';
import type { FunctionSummary } from '../aws/lambdaFunction.ts';
import { bytes } from '../payload/sizeInWords.ts';

/** How the function stands and what it is set to; state and reason come with this request only. */
export async function configurationRows(
  { name }: FunctionSummary,
  account: Account,
  signal: AbortSignal,
): Promise<Row[]> {
  const details = await account.functions.details(name, signal);
  const { settings, architectures, ephemeralStorage, codeSize, layers } = details;
  const { Handler, Runtime, Role = '', MemorySize, Timeout, LoggingConfig } = settings;
  return [
    ...stateRows(details),
    ...fact('Runtime', Runtime),
    ...fact('Handler', Handler),
    ...fact('Memory', `${MemorySize} MB`),
    ...fact('Time-out', `${Timeout} s`),
    ...fact('Role', Role.split('/').at(-1), Role),
    ...fact('Description', settings.Description),
    ...fact('Architecture', architectures.join(', ')),
    ...fact(
      'Storage',
      `${ephemeralStorage} MB`,
      `Ephemeral storage (/tmp): ${ephemeralStorage} MB`,
    ),
    ...fact('Code', bytes(codeSize)),
    ...fact('Layers', layers.map(shortLayer).join(', '), layers.join('\n')),
    ...fact(
      'Logs',
      LoggingConfig?.LogGroup,
      `${LoggingConfig?.LogFormat}: ${LoggingConfig?.LogGroup}`,
    ),
  ];
}

function stateRows({ state, stateReason, lastUpdate, lastUpdateReason }: FunctionDetails): Row[] {
  return [
    ...stateRow('State', state, stateReason, 'Active'),
    ...(lastUpdate === 'Successful'
      ? []
      : stateRow('Last update', lastUpdate, lastUpdateReason, 'Successful')),
  ];
}

function stateRow(
  label: string,
  value: string | undefined,
  reason: string | undefined,
  good: string,
): Row[] {
  if (value === undefined) return [];
  const look = value === good ? goodLook : value === 'Failed' ? failedLook : otherLook;
  return [{ kind: 'fact', label, value: reason ? `${value}: ${reason}` : value, ...look }];
}

const goodLook = { icon: 'pass' } as const;
const otherLook = { icon: 'clock', severity: 'warning' } as const;
const failedLook = { icon: 'error', severity: 'error' } as const;

function fact(label: string, value: string | undefined, tooltip?: string): Row[] {
  return value ? [{ kind: 'fact', label, value, ...(tooltip && { tooltip }) }] : [];
}

/** `name:version` of a layer version's ARN. */
function shortLayer(arn: string): string {
  return arn.split(':').slice(-2).join(':');
}
