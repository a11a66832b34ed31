import type { Outcome } from '../aws/outcome.ts';
import type { KeptOutcome } from './keptOutcome.ts';
import type { Unended } from './unended.ts';

/** Whether somebody who looks elsewhere wants to know of it. */
export function hasFailed(outcome: Outcome | KeptOutcome | Unended): boolean {
  switch (outcome.kind) {
    case 'answered':
      return outcome.functionError !== undefined;
    case 'queued':
    case 'allowed':
    case 'running':
      return false;
    case 'notInvoked':
    case 'lost':
    case 'cancelled':
    case 'unanswered':
      return true;
  }
}
