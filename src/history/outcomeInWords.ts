import { time } from '../payload/timeInWords.ts';
import type { KeptOutcome } from './keptOutcome.ts';
import { isUnended, type Unended } from './unended.ts';

/** How an invocation ended, for a line in a list: `200 in 43 ms`, `function error in 51 ms: TypeError: no id`. */
export function outcomeInWords(outcome: KeptOutcome | Unended): string {
  if (isUnended(outcome)) return unendedInWords[outcome.kind];
  const took = time(outcome.elapsed);
  switch (outcome.kind) {
    case 'answered':
      if (outcome.functionError === undefined) return `${outcome.status} in ${took}`;
      if (outcome.timedOut !== undefined) return `timed out after ${outcome.timedOut.toFixed(2)} s`;
      return [`function error in ${took}`, outcome.error].filter(Boolean).join(': ');
    case 'queued':
      return `queued in ${took}`;
    case 'allowed':
      return `allowed in ${took}`;
    case 'notInvoked':
      return `not invoked: ${outcome.failure.message}`;
    case 'lost':
      return `connection lost after ${took}`;
    case 'cancelled':
      return `stopped waiting after ${took}`;
  }
}

const unendedInWords: Readonly<Record<Unended['kind'], string>> = {
  running: 'running',
  unanswered: 'may have run: its window closed before an answer came',
};
