import { UserError } from '../../../errors.ts';
import type { AccountDocument } from '../accountDocument.ts';
import { laidOut, policyTextProblems } from './policyText.ts';

/** A policy of one role. IAM guards it by nothing, so that it is compared before it is written. */
export function inlinePolicyDocument(role: string, name: string): AccountDocument {
  return {
    doing: `change the inline policy ${name} of role ${role}`,
    action: 'Change Policy',
    shownBelow: ['role'],
    reviewed: true,
    problems: (text) => policyTextProblems(text, 'inline'),
    async read({ policies }, signal) {
      const document = await policies.inline(role, name, signal);
      if (document !== undefined) return { text: laidOut(document) };
      throw new UserError(
        `Role ${role} has no inline policy ${name} any more: somebody else has deleted it.`,
      );
    },
    losses: () => [
      'It is in force at once, for every function with the role. The diff shows the policy as it is and as it becomes.',
    ],
    write: ({ roles }, { text }, { signal }) => roles.putInlinePolicy(role, name, text, signal),
  };
}
