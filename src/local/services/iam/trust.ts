import { readTrustPolicy } from './policyDocument.ts';

/** Whether a trust policy lets a service of AWS, e.g. `lambda.amazonaws.com`, assume the role. */
export function trustsService(document: string, service: string): boolean {
  const concerned = readTrustPolicy(document).filter(
    ({ actions, principals }) =>
      actions.some(coversAssumeRole) &&
      (principals === '*' || principals?.['Service']?.includes(service)),
  );
  return concerned.length > 0 && concerned.every(({ effect }) => effect === 'Allow');
}

function coversAssumeRole(action: string): boolean {
  const pattern = action
    .toLowerCase()
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${pattern}$`).test('sts:assumerole');
}
