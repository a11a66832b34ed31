import type { Target } from './target.ts';

export interface LearningTarget extends Target {
  /** Takes an account's id, or an ARN in the account, when none is known yet. */
  learnAccount(idOrArn: string | undefined): void;
}

/** The same target, whose account becomes known from credentials and ARNs as these come by. */
export function learningTarget(target: Target): LearningTarget {
  const { credentials } = target;
  let known = target.accountId;
  const learnAccount = (text = '') => {
    known ??= /^\d{12}$/.test(text) ? text : /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(text)?.[1];
  };
  return {
    ...target,
    credentials:
      typeof credentials !== 'function'
        ? credentials
        : async () => {
            const answer = await credentials();
            learnAccount(answer.accountId);
            return answer;
          },
    get accountId() {
      return known;
    },
    learnAccount,
  };
}
