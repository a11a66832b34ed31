import { nameInArn } from './arn.ts';
import type { NewPermission } from './permission.ts';
import { principalInWords } from './permissionInWords.ts';

/** What a permission leaves open to people who are hardly meant, in a sentence; undefined when nothing. */
export function openness({
  principal,
  sourceArn,
  sourceAccount,
  principalOrgId,
  functionUrlAuthType,
}: NewPermission): string | undefined {
  if (principal === '*') {
    if (principalOrgId !== undefined) return undefined;
    if (functionUrlAuthType === 'NONE') {
      return 'Anybody who knows the URL can call the function, without credentials.';
    }
    return 'Anybody can invoke the function, from every account of AWS.';
  }
  if (!/\.(amazonaws|amazon)\.com/.test(principal)) return undefined;
  const who = principalInWords(principal);
  if (sourceArn === undefined && sourceAccount === undefined) {
    return `${who} may invoke the function on behalf of any account: anybody who sets ${who} up so in an account of their own can have it invoked.`;
  }
  // No account stands in a bucket's ARN.
  if (principal.startsWith('s3.') && sourceAccount === undefined && sourceArn !== undefined) {
    return `When the bucket ${nameInArn(sourceArn)} is deleted, anybody can make one of this name, and have the function invoked: name its account too.`;
  }
  return undefined;
}
