import { ServiceError } from '../../../protocol/serviceError.ts';
import type { Execution } from '../../../runtime/executor.ts';
import { execute, findInvoked, type Invoked } from '../invocation.ts';
import type { LambdaContext } from '../service.ts';
import { configOf, deliver } from './destinations.ts';
import type { RunEvent } from './eventQueue.ts';
import type { Condition } from './invocationRecord.ts';
import type { QueuedEvent } from './queuedEvent.ts';

const mostRetries = 2;

/** Six hours. */
const mostSeconds = 21_600;

/**
 * Tries events as AWS does: after a failure twice more, after a throttle until the event is too old.
 * `retryBase` is the wait before the first retry, in seconds (60 in AWS); the other waits follow it.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function eventRunner(context: LambdaContext, retryBase: number): RunEvent {
  return async (event, isWanted) => {
    const throttleWait = Math.min((retryBase / 60) * 2 ** event.throttles, 5 * retryBase) * 1000;
    const throttled = putOff({ ...event, throttles: event.throttles + 1 }, throttleWait);
    let invoked: Invoked;
    try {
      const found = findInvoked(context, event.functionName, event.qualifier);
      invoked = { ...found, payload: event.payload, tenantId: event.tenantId };
    } catch (error) {
      // It may be on its way to be created; an event for what is gone can only be dropped.
      if (codeOf(error) !== 'ResourceNotFoundException') return throttled;
      context.report(`An event was dropped (request ${event.requestId}): ${error}`);
      return undefined;
    }
    const finish = async (condition: Condition, invocations: number, execution?: Execution) => {
      if (isWanted()) await deliver(context, invoked, event, { condition, invocations, execution });
      return undefined;
    };
    if (invoked.stored.reservedConcurrency === 0) {
      return finish('ZeroReservedConcurrency', event.failures);
    }
    const { MaximumRetryAttempts = mostRetries, MaximumEventAgeInSeconds = mostSeconds } =
      configOf(invoked) ?? {};
    const isTooOld = ({ age }: QueuedEvent) => age > MaximumEventAgeInSeconds * 1000;

    const attempted = await attempt(context, invoked, event.requestId);
    if (attempted.execution === undefined) {
      const { failure } = attempted;
      if (isWanted() && codeOf(failure) !== 'TooManyRequestsException') {
        context.report(`An event could not be run now (request ${event.requestId}): ${failure}`);
      }
      return isTooOld(throttled) ? finish('EventAgeExceeded', event.failures) : throttled;
    }
    const { execution, duration } = attempted;
    const failures = event.failures + 1;
    if (execution.functionError === undefined) return finish('Success', failures, execution);
    if (failures > MaximumRetryAttempts) return finish('RetriesExhausted', failures, execution);
    const wait = retryBase * 1000 * 2 ** event.failures;
    const again = putOff({ ...event, failures, throttles: 0, age: event.age + duration }, wait);
    return isTooOld(again) ? finish('EventAgeExceeded', failures, execution) : again;
  };
}

function putOff(event: QueuedEvent, wait: number): QueuedEvent {
  return { ...event, age: event.age + wait, due: Date.now() + wait };
}

/** Without an execution when it was throttled or the endpoint failed, which AWS treats alike. */
async function attempt(context: LambdaContext, invoked: Invoked, requestId: string) {
  let began: number | undefined;
  const begin = () => {
    began = performance.now();
  };
  try {
    const execution = await execute(context, invoked, { requestId, begin });
    const now = performance.now();
    return { execution, duration: now - (began ?? now) };
  } catch (failure) {
    return { failure };
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof ServiceError ? error.code : undefined;
}
