import type { Outcome } from '../../src/aws/outcome.ts';
import type { NewEntry } from '../../src/history/entry.ts';

/** An invocation to be kept, as an answered one of `orders` if nothing else is said. */
export function newEntry(differences: Partial<NewEntry> = {}): NewEntry {
  return {
    startedAt: Date.now(),
    place: {
      ...{ connection: 'local', accountId: '000000000000', region: 'us-east-1' },
      endpoint: 'http://127.0.0.1:1',
    },
    request: {
      ...{ path: undefined, functionName: 'orders', qualifier: undefined },
      ...{ type: 'RequestResponse', options: {} },
    },
    payloadName: 'event.json',
    notes: [],
    payload: Buffer.from('{"id":12345678901234567890}'),
    outcome: answered('"done"'),
    ...differences,
  };
}

export function answered(
  answer: string,
  log: string | undefined = reportLine(),
): Extract<Outcome, { kind: 'answered' }> {
  return {
    ...{ kind: 'answered', status: 200, elapsed: 43, payload: Buffer.from(answer) },
    ...{ functionError: undefined, executedVersion: '$LATEST', requestId: 'r-1' },
    log: log === undefined ? undefined : Buffer.from(log),
  };
}

/** As Lambda writes it. */
export function reportLine(
  duration = 12.31,
  { memoryUsed = 61, init }: { memoryUsed?: number; init?: number } = {},
): string {
  return [
    'REPORT RequestId: r-1',
    `Duration: ${duration} ms`,
    `Billed Duration: ${Math.ceil(duration)} ms`,
    'Memory Size: 128 MB',
    `Max Memory Used: ${memoryUsed} MB`,
    ...(init === undefined ? [] : [`Init Duration: ${init} ms`]),
    '\n',
  ].join('\t');
}
