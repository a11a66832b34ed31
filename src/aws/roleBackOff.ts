import { setTimeout as delay } from 'node:timers/promises';
import { cannotAssumeRole, lacksRolePermissions } from './knownFailures.ts';
import { readRefusal } from './refusal.ts';

export interface BackOff {
  /** Told before every wait, with its length in ms. */
  readonly onWait?: (milliseconds: number) => void;
  readonly signal?: AbortSignal | undefined;
  /** Asked once, before the first wait: whether waiting may help. */
  readonly worthWaiting?: () => Promise<boolean>;
  /** How long to wait at first, and in all; ms. */
  readonly first?: number;
  readonly total?: number;
}

/**
 * A new role, or a policy that was put on one a moment ago, is not known everywhere in AWS yet, and
 * Lambda refuses it for some seconds: repeats the call, waiting longer each time, up to 60 s in all.
 */
export async function untilRoleIsKnown<T>(
  call: () => Promise<T>,
  { onWait, signal, worthWaiting, first = 1_000, total = 60_000 }: BackOff,
): Promise<T> {
  let waited = 0;
  for (let pause = first; ; pause = Math.min(pause * 2, total / 6, total - waited)) {
    try {
      return await call();
    } catch (error) {
      if (waited >= total || !concernsRole(error)) throw error;
      if (waited === 0 && worthWaiting && !(await worthWaiting())) throw error;
      onWait?.(pause);
      await delay(pause, undefined, signal && { signal });
      waited += pause;
    }
  }
}

function concernsRole(error: unknown): boolean {
  const refusal = readRefusal(error);
  return refusal !== undefined && (cannotAssumeRole(refusal) || lacksRolePermissions(refusal));
}
