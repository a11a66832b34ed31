import type { Row } from '../app/row.ts';
import type { Account } from '../aws/account.ts';
import type { FunctionSummary } from '../aws/lambdaFunction.ts';
import { actionsInWords, missingActions, neededFor } from '../aws/missingActions.ts';
import type { Trigger } from '../aws/trigger.ts';
import { isUserError } from '../errors.ts';
import { qualifiersOf } from './qualifiers.ts';

/** The event source mappings of the function and of its aliases and versions. */
export async function triggerRows(
  summary: FunctionSummary,
  account: Account,
  signal: AbortSignal,
): Promise<Row[]> {
  const found = new Map<string, Trigger>();
  const collect = async (name: string) => {
    for await (const page of account.triggers.list(name, signal)) {
      for (const trigger of page) found.set(trigger.uuid, trigger);
    }
  };
  await collect(summary.name);
  const { found: qualifiers, unknown } = await qualifiersOf(summary, account, signal);
  for (const { kind, name } of qualifiers) {
    // Versions hardly have any, and each would cost a request.
    if (kind === 'alias') await collect(`${summary.name}:${name}`);
  }
  if (found.size === 0) {
    return [
      {
        kind: 'fact',
        label: 'None',
        value: '',
        tooltip: 'Lambda reads no queue and no stream for the function or its aliases.',
      },
      ...unknown,
    ];
  }
  const rows = [...found.values()].map(
    (trigger): Row => ({
      kind: /^(Disabled|Disabling)$/.test(trigger.state) ? 'disabledTrigger' : 'trigger',
      function: summary,
      trigger,
    }),
  );
  return [...rows, ...unknown];
}

/** How a trigger stands, and what the function's role lacks to read its source. */
export async function triggerDetailRows(
  summary: FunctionSummary,
  known: Trigger,
  account: Account,
  signal: AbortSignal,
): Promise<Row[]> {
  const trigger = await account.triggers.find(known.uuid, signal);
  if (trigger === undefined) {
    return [{ kind: 'fact', label: 'Deleted', value: '', icon: 'trash', severity: 'warning' }];
  }
  const { state, stateReason, lastResult, batchSize, window, startingPosition } = trigger;
  return [
    ...(await lackRows(summary, trigger, account, signal)),
    ...fact('State', [state, stateReason].filter(Boolean).join(': ')),
    ...fact('Last result', lastResult),
    ...fact('Batch', batchSize === undefined ? '' : `up to ${batchSize} records`),
    ...fact('Window', window > 0 ? `${window} s` : ''),
    ...fact('Starts at', startingPosition ?? ''),
    ...fact('Topics', trigger.topics.join(', ')),
    ...fact(
      'Failures',
      trigger.partialResponses
        ? 'the function reports failed records'
        : 'the whole batch is retried',
    ),
    ...trigger.filters.flatMap((pattern, index) => fact(`Filter ${index + 1}`, pattern)),
    ...fact('Qualifier', qualifierOf(trigger.functionArn)),
  ];
}

/** Who may read triggers but not roles sees the rest all the same. */
async function lackRows(
  summary: FunctionSummary,
  trigger: Trigger,
  account: Account,
  signal: AbortSignal,
): Promise<Row[]> {
  const needed = neededFor(trigger.source);
  try {
    const missing = await missingActions(account, summary.role, needed, signal);
    if (missing.length === 0) return [];
    return [{ kind: 'lack', function: summary, actions: actionsInWords(missing), missing }];
  } catch (error) {
    if (!isUserError(error)) throw error;
    return [
      {
        kind: 'fact',
        label: 'Permissions of the role',
        value: 'not known',
        tooltip: error.message,
      },
    ];
  }
}

function fact(label: string, value: string): Row[] {
  return value ? [{ kind: 'fact', label, value }] : [];
}

function qualifierOf(arn: string): string {
  return arn.split(':')[7] ?? '';
}
