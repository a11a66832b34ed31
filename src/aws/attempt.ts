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
}
