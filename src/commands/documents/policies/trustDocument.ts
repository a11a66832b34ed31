import { trustedBy, trustsLambda } from '../../../aws/trustPolicy.ts';
import type { AccountDocument } from '../accountDocument.ts';
import { laidOut, policyTextProblems } from './policyText.ts';

/** Who may assume a role. IAM guards it by nothing, so that it is compared before it is written. */
export function trustDocument(role: string): AccountDocument {
  return {
    doing: `change who role ${role} trusts`,
    action: 'Change Trust Policy',
    shownBelow: ['role'],
    reviewed: true,
    problems: (text) => policyTextProblems(text, 'trust'),
    async read({ policies }, signal) {
      return { text: laidOut((await policies.details(role, signal)).trust) };
    },
    losses: (text, current) => [
      ...(trustsLambda(trustedBy(current.text)) && !trustsLambda(trustedBy(text))
        ? [`Lambda cannot assume ${role} any more: invoking functions with it fails.`]
        : []),
      'It is in force at once. The diff shows the policy as it is and as it becomes.',
    ],
    write: ({ policies }, { text }, { signal }) => policies.setTrust(role, text, signal),
  };
}
