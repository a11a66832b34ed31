import type { Outcome } from '../aws/account.ts';
import type { KeptOutcome } from './keptOutcome.ts';

/** Whether somebody who looks elsewhere wants to know of it. */
export function hasFailed(outcome: Outcome | KeptOutcome): boolean {
  switch (outcome.kind) {
    case 'answered':
      return outcome.functionError !== undefined;
    case 'queued':
    case 'allowed':
      return false;
    case 'notInvoked':
    case 'lost':
    case 'cancelled':
      return true;
  }
}
