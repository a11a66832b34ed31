/**
 * What stands in place of an outcome: `running` as long as the process that sent the invocation is
 * there, `unanswered` when that is gone, so that nobody heard the answer. The function may have run.
 */
export interface Unended {
  readonly kind: 'running' | 'unanswered';
}

export function isUnended(outcome: { readonly kind: string }): outcome is Unended {
  return outcome.kind === 'running' || outcome.kind === 'unanswered';
}
