import { CreateRoleCommand, type IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';

/** Creates a role that may do one thing with everything; answers its ARN. */
export async function newRole(
  iam: IAMClient,
  RoleName: string,
  { trust, action }: { readonly trust: object; readonly action: string },
): Promise<string> {
  const AssumeRolePolicyDocument = policy(trust);
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = policy({ Action: action, Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'may', PolicyDocument }));
  return Role?.Arn ?? '';
}

/** Trusts whoever is of an account. */
export function accountTrust(account: string) {
  return { Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' };
}

/** Trusts whom an identity pool sees. */
export function poolTrust(identityPoolId: string) {
  return {
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': identityPoolId } },
  };
}

function policy(statement: object): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', ...statement }],
  });
}
