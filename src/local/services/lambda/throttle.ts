import { ServiceError } from '../../protocol/serviceError.ts';
import type { Collection } from '../../store/collection.ts';
import type { StoredFunction } from './function.ts';

/** Invocations of the account that may run at a time, and how many of them cannot be reserved. */
export const accountConcurrency = { most: 1000, leastUnreserved: 100 } as const;

/**
 * Counts what runs, and refuses what AWS would throttle. Invocations of a function with reserved
 * concurrency count from their admission. Those of others count from when they have an environment:
 * that this machine has room for fewer than AWS must not throttle anything.
 */
export interface Throttle {
  /** Throws a TooManyRequestsException. */
  admit(stored: StoredFunction): Admission;
}

/** One invocation, from its admission to its end. */
export interface Admission {
  /** An environment has it. Throws a TooManyRequestsException. */
  begin(): void;
  end(): void;
}

export function createThrottle(functions: Collection<StoredFunction>): Throttle {
  /** Of functions with reserved concurrency. */
  const running = new Map<string, number>();
  let unreserved = 0;
  return {
    admit({ name, reservedConcurrency }) {
      if (reservedConcurrency !== undefined) {
        const before = running.get(name) ?? 0;
        if (before >= reservedConcurrency) {
          throw throttled('ReservedFunctionConcurrentInvocationLimitExceeded');
        }
        running.set(name, before + 1);
        return { begin: () => undefined, end: () => leave(name) };
      }
      let begun = false;
      return {
        begin() {
          if (unreserved >= accountConcurrency.leastUnreserved) checkAccount();
          unreserved += 1;
          begun = true;
        },
        end() {
          if (begun) unreserved -= 1;
        },
      };
    },
  };

  function leave(name: string): void {
    const left = (running.get(name) ?? 1) - 1;
    if (left === 0) running.delete(name);
    else running.set(name, left);
  }

  function checkAccount(): void {
    if (unreserved >= unreservedConcurrency(functions)) {
      throw throttled('ConcurrentInvocationLimitExceeded');
    }
  }
}

/** What is left of the account's concurrency for functions that have reserved none. */
export function unreservedConcurrency(functions: Collection<StoredFunction>): number {
  let left: number = accountConcurrency.most;
  for (const { reservedConcurrency = 0 } of functions.values()) left -= reservedConcurrency;
  return left;
}

function throttled(Reason: string): ServiceError {
  return new ServiceError('TooManyRequestsException', 'Rate Exceeded.', { members: { Reason } });
}
