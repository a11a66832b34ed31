import type { RoleMapping } from '@aws-sdk/client-cognito-identity';
import { notImplemented } from '../../protocol/serviceError.ts';
import { claimsOf, notAuthorized } from './logins.ts';

/**
 * The role of who has logged in at a user pool whose groups have roles. Undefined where the pool maps
 * none, or leaves what is ambiguous to its own role. Throws NotAuthorizedException.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export function roleByToken(
  mappings: Readonly<Record<string, RoleMapping>>,
  logins: Readonly<Record<string, string>>,
  customRole: string | undefined,
): string | undefined {
  const [mapping, token] = mappedLogin(mappings, logins) ?? [];
  if (mapping === undefined || token === undefined) {
    if (customRole !== undefined) throw notImplemented('a custom role without a mapping of roles');
    return undefined;
  }
  if (mapping.Type !== 'Token') throw notImplemented('rules that map claims of a token to roles');
  const { 'cognito:roles': claimed, 'cognito:preferred_role': preferred } = claimsOf(token);
  const roles: readonly unknown[] = Array.isArray(claimed) ? claimed : [];
  if (customRole !== undefined) {
    if (roles.includes(customRole)) return customRole;
    throw notAuthorized('The custom role is none of the roles of the token.');
  }
  const role = preferred ?? (roles.length === 1 ? roles[0] : undefined);
  if (typeof role === 'string') return role;
  if (mapping.AmbiguousRoleResolution === 'AuthenticatedRole') return undefined;
  throw notAuthorized('The role of the token is ambiguous.');
}

/** Mappings name a user pool together with one of its clients: `provider:client`. */
function mappedLogin(
  mappings: Readonly<Record<string, RoleMapping>>,
  logins: Readonly<Record<string, string>>,
): [RoleMapping, string] | undefined {
  for (const [name, mapping] of Object.entries(mappings)) {
    for (const [provider, token] of Object.entries(logins)) {
      if (name === provider || name.startsWith(`${provider}:`)) return [mapping, token];
    }
  }
  return undefined;
}
