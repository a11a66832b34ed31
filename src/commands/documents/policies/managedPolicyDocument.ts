import { nameInArn } from '../../../aws/arn.ts';
import type { AccountDocument } from '../accountDocument.ts';
import { laidOut, policyTextProblems } from './policyText.ts';

/** IAM keeps so many versions of a managed policy. */
const mostVersions = 5;

/** A managed policy of the account: saving it adds a version, which is in force at once. */
export function managedPolicyDocument(arn: string): AccountDocument {
  const name = nameInArn(arn);
  return {
    doing: `change the managed policy ${name}`,
    action: 'Change Policy',
    reviewed: true,
    problems: (text) => policyTextProblems(text, 'managed'),
    async read({ policies }, signal) {
      const { document, versionId } = await policies.managed(arn, signal);
      return { text: laidOut(document), revision: versionId };
    },
    losses: (_text, { revision }) => [
      `A new version is in force at once, for everything that the policy is attached to. ${revision ?? 'The one before'} stays as an older version; of five, which is all that IAM keeps, the oldest is deleted.`,
      'The diff shows the policy as it is and as it becomes.',
    ],
    async write({ policies }, { text }, { signal, report }) {
      const versions = await policies.versions(arn, signal);
      const [oldest] = versions
        .filter(({ inForce }) => !inForce)
        .toSorted(
          (one, other) =>
            one.created.localeCompare(other.created) || number(one.id) - number(other.id),
        );
      if (versions.length >= mostVersions && oldest) {
        report(`deleting version ${oldest.id}`);
        await policies.deleteVersion(arn, oldest.id, signal);
      }
      await policies.createVersion(arn, text, signal);
    },
  };
}

function number(id: string): number {
  return Number(id.replace(/\D/g, ''));
}
