import type { Target } from './target.ts';

/** What was being done when it failed. */
export interface Attempt {
  readonly target: Target;
  /** After "could not", e.g. `list functions`. */
  readonly doing: string;
  /** What it was done to, e.g. `orders:live`. */
  readonly thing: string;
  /** The permission it takes, e.g. `lambda:InvokeFunction`. */
  readonly action: string;
  /** ARN of the execution role that was named. */
  readonly role?: string;
  /** Whether who tells of the failure says by itself what could not be done. */
  readonly isSaid?: boolean;
}

/** E.g. `could not list functions: too many requests`, or the reason alone where the rest is said. */
export function couldNot({ doing, isSaid = false }: Attempt, reason: string): string {
  return isSaid ? reason : `could not ${doing}: ${reason}`;
}
