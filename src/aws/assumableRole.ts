import { GetRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import { trustedBy, trustsLambda } from './trustPolicy.ts';

/**
 * Whether Lambda may become able to assume the role by mere waiting: not when the role can be read
 * and its trust policy does not name Lambda, nor when it is gone. Only a new one may be there unseen.
 */
export async function mayBecomeAssumable(
  client: IAMClient,
  roleArn: string,
  isNew: boolean,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const command = new GetRoleCommand({ RoleName: roleArn.split('/').at(-1) });
  try {
    const { Role: role } = await client.send(command, signal ? { abortSignal: signal } : {});
    if (role?.Arn !== roleArn) return true;
    return trustsLambda(trustedBy(role.AssumeRolePolicyDocument));
  } catch (error) {
    const isGone = error instanceof Error && error.name === 'NoSuchEntityException';
    // A new role may be unreadable for a moment, and not everybody may read roles.
    return isNew || !isGone;
  }
}
