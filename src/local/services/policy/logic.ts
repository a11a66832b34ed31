/** Undefined stands for what cannot be told; it refuses, whichever way it is asked. */
export type Truth = boolean | undefined;

export function someOf(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
}

export function everyOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

export function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}
