import { errorPattern } from './errorPattern.ts';
import { type Key, nameOf } from './item.ts';
import type { Result, ResultOutcome } from './resultLine.ts';

/** What the results of a batch come to. */
export interface Summary {
  readonly counts: Readonly<Record<ResultOutcome, number>>;
  readonly total: number;
  /** ms, of every invocation that reported it, in no order. */
  readonly durations: readonly number[];
  /** ms, from sending to the answer. */
  readonly elapsed: readonly number[];
  /** ms */
  readonly billed: number;
  /** MB, the most of all. */
  readonly memory: number | undefined;
  readonly coldStarts: number;
  /** ms, of the cold starts. */
  readonly inits: readonly number[];
  /** The most frequent first. */
  readonly errors: readonly ErrorGroup[];
}

/** Failures that differ in ids and numbers only. */
export interface ErrorGroup {
  readonly type: string;
  readonly message: string;
  readonly count: number;
  /** The first of them, e.g. `line 12`. */
  readonly example: string;
}

export interface Summing {
  add(result: Result): void;
  /** How many failed so far. */
  readonly failed: number;
  summary(): Summary;
}

/** Groups that are kept: messages may be different each time in ways that nobody foresees. */
const mostGroups = 200;

export function startSummary(): Summing {
  const counts: Record<ResultOutcome, number> = {
    ...{ ok: 0, queued: 0, allowed: 0, functionError: 0 },
    ...{ notInvoked: 0, lost: 0, notSent: 0, unknown: 0 },
  };
  const durations: number[] = [];
  const elapsed: number[] = [];
  const inits: number[] = [];
  const groups = new Map<string, { type: string; message: string; count: number; example: Key }>();
  let billed = 0;
  let memory: number | undefined;
  let failed = 0;

  function addError({ key, error = unexplained }: Result): void {
    const message = errorPattern(error.message);
    let id = `${error.type}\n${message}`;
    if (!groups.has(id) && groups.size >= mostGroups) id = others;
    const group = groups.get(id);
    if (group) group.count += 1;
    else {
      const named = id === others ? { type: 'Others', message: '' } : { type: error.type, message };
      groups.set(id, { ...named, count: 1, example: key });
    }
  }

  return {
    add(result) {
      counts[result.outcome] += 1;
      if (result.elapsed !== undefined) elapsed.push(result.elapsed);
      if (result.duration !== undefined) durations.push(result.duration);
      if (result.init !== undefined) inits.push(result.init);
      if (result.memory !== undefined) memory = Math.max(memory ?? 0, result.memory);
      billed += result.billed ?? 0;
      if (isFailure(result.outcome)) {
        failed += 1;
        addError(result);
      }
    },
    get failed() {
      return failed;
    },
    summary: () => ({
      counts: { ...counts },
      total: Object.values(counts).reduce((sum, count) => sum + count, 0),
      durations,
      elapsed,
      billed,
      memory,
      coldStarts: inits.length,
      inits,
      errors: [...groups.values()]
        .sort((one, other) => other.count - one.count)
        .map(({ example, ...group }) => ({ ...group, example: nameOf(example) })),
    }),
  };
}

const others = '';
const unexplained = { type: 'Unknown', message: '' };

function isFailure(outcome: ResultOutcome): boolean {
  return outcome !== 'ok' && outcome !== 'queued' && outcome !== 'allowed' && outcome !== 'unknown';
}
