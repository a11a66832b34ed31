import * as errors from './functionError.ts';
import type { Status } from './platformLog.ts';
import type { RuntimeAnswer } from './runtimeListener.ts';

/** What an invocation came to: the answer to the caller and what the platform logs of it. */
export interface Outcome {
  readonly payload: Buffer;
  readonly failed: boolean;
  readonly status: Status;
  /** The error of a process that ended, which the platform logs too. */
  readonly crash?: errors.FunctionError;
}

/** The runtime is ready again. */
export function answered(requestId: string, answer: RuntimeAnswer | undefined): Outcome {
  if (answer === undefined) return platformFailure(errors.unanswered(requestId));
  if (answer.payload === undefined) return platformFailure(errors.responseTooLarge(answer.limit));
  if (answer.failed) return runtimeFailure(answer.payload);
  return { payload: answer.payload, failed: false, status: { kind: 'success' } };
}

/** The process has ended; an answer that it gave before counts. */
export function ended(
  requestId: string,
  answer: RuntimeAnswer | undefined,
  exit: errors.Exit,
): Outcome {
  if (answer !== undefined) return answered(requestId, answer);
  const crash = errors.exited(requestId, exit);
  return { ...platformFailure(crash), crash };
}

export function timedOut(requestId: string, seconds: number): Outcome {
  const error = errors.timedOut(requestId, seconds);
  return { payload: errors.payloadOf(error), failed: true, status: { kind: 'timeout' } };
}

/** The error of its loading that a runtime tells: the platform takes it for its own. */
export function initFailure(told: Buffer): Outcome {
  return runtimeFailure(told, true);
}

/** An error that the runtime tells. */
function runtimeFailure(told: Buffer, crashed = false): Outcome {
  const payload = errors.explainMissingSdk(told);
  const errorType = errors.errorTypeOf(payload);
  return { payload, failed: true, status: { kind: 'error', errorType, crashed } };
}

function platformFailure(error: errors.FunctionError): Outcome {
  const { errorType } = error;
  return {
    payload: errors.payloadOf(error),
    failed: true,
    status: { kind: 'error', errorType, crashed: true },
  };
}
