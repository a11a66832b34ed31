import {
  CreateIdentityPoolCommand,
  type RoleMapping,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity';
import { localClients } from './localClients.ts';
import type { LocalEndpoint } from './localEndpoint.ts';
import { newRole, poolTrust } from './newRole.ts';

/** A user pool's name as a login provider. */
export const userPool = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_example';

export interface MembersPool {
  readonly identityPoolId: string;
  /** ARN of a role that may invoke functions, and nothing else: that of the pool. */
  readonly members: string;
  /** ARN of a role that may do anything with functions. */
  readonly admins: string;
}

/** An identity pool for those who log in at the user pool, whose groups have roles. */
export async function createMembersPool(
  endpoint: LocalEndpoint,
  mapping: RoleMapping = { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' },
): Promise<MembersPool> {
  const { cognitoIdentity, iam } = localClients(endpoint);
  const { IdentityPoolId = '' } = await cognitoIdentity.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: 'people',
      AllowUnauthenticatedIdentities: false,
      CognitoIdentityProviders: [{ ProviderName: userPool, ClientId: 'app' }],
    }),
  );
  const roleOf = (group: string, action: string) =>
    newRole(iam, `${group}-${IdentityPoolId.slice(-6)}`, {
      trust: poolTrust(IdentityPoolId),
      action,
    });
  const members = await roleOf('members', 'lambda:InvokeFunction');
  const admins = await roleOf('admins', 'lambda:*');
  await cognitoIdentity.send(
    new SetIdentityPoolRolesCommand({
      IdentityPoolId,
      Roles: { authenticated: members },
      RoleMappings: { [`${userPool}:app`]: mapping },
    }),
  );
  return { identityPoolId: IdentityPoolId, members, admins };
}

/** An ID token of the user pool, whose signature nobody checks. */
export function idToken(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const whole = { iss: `https://${userPool}`, sub: 'somebody', aud: 'app', ...claims };
  return `${part({ alg: 'none' })}.${part(whole)}.marked-signature`;
}
