import type { Role } from '@aws-sdk/client-iam';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { Collection } from '../../store/collection.ts';
import { hasMembers } from '../../store/hasMembers.ts';
import { encodeDocument } from './encodeDocument.ts';
import type { IamContext } from './service.ts';
import { now } from './time.ts';

/** A role as it is kept. */
export interface StoredRole {
  readonly name: string;
  /** Begins and ends with `/`. */
  readonly path: string;
  readonly id: string;
  /** ISO 8601. */
  readonly created: string;
  readonly description?: string | undefined;
  readonly trustPolicy: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly permissionsBoundary?: string | undefined;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** When a session of it was last used: ISO 8601, to some minutes. */
  readonly lastUsed?: { readonly date: string; readonly region: string } | undefined;
  /** ARNs of managed policies, in the order of their attachment. */
  readonly attached: readonly string[];
  /** Documents of inline policies by name. */
  readonly inline: Readonly<Record<string, string>>;
}

/** Throws on what is no role. */
export function checkRole(value: unknown): StoredRole {
  const whole = hasMembers<StoredRole>(value, {
    name: 'string',
    path: 'string',
    id: 'string',
    created: 'string',
    trustPolicy: 'string',
    maxSessionDuration: 'number',
    tags: 'list',
    attached: 'list',
    inline: 'object',
  });
  if (!whole) throw new Error('it is no role');
  return value;
}

/** Names are unique without regard to case. */
export function roleKey(name: string): string {
  return name.toLowerCase();
}

/** Throws NoSuchEntity. */
export function findRole({ roles }: IamContext, name: string | undefined): StoredRole {
  const role = roles.get(roleKey(name ?? ''));
  if (role === undefined) {
    throw new ServiceError('NoSuchEntity', `The role with name ${name} cannot be found.`);
  }
  return role;
}

export async function saveRole({ roles }: IamContext, role: StoredRole): Promise<void> {
  await roles.put(roleKey(role.name), role);
}

const useIsNewsAfter = 10 * 60 * 1000;

/** Notes that a session of the role was used, now and then; nobody waits for it. */
export function noteUse(
  { roles, region }: { readonly roles: Collection<StoredRole>; readonly region: string },
  role: StoredRole,
): void {
  const last = Date.parse(role.lastUsed?.date ?? '1970-01-01');
  if (Date.now() - last < useIsNewsAfter) return;
  const lastUsed = { date: now(), region };
  // What the disk refuses here it refuses to those who ask for it too.
  roles.put(roleKey(role.name), { ...role, lastUsed }).catch(() => undefined);
}

export function roleArn(
  { accountId }: Pick<IamContext, 'accountId'>,
  role: Pick<StoredRole, 'path' | 'name'>,
): string {
  return `arn:aws:iam::${accountId}:role${role.path}${role.name}`;
}

/** What every answer says of a role; some say more. */
export function describeRole(context: IamContext, role: StoredRole): Role {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: roleArn(context, role),
    CreateDate: new Date(role.created),
    AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
    ...(role.description === undefined ? {} : { Description: role.description }),
  };
}

export function describeBoundary(role: StoredRole): Pick<Role, 'PermissionsBoundary'> {
  return role.permissionsBoundary === undefined
    ? {}
    : {
        PermissionsBoundary: {
          // AWS sends what its documentation says, not what its model lists.
          PermissionsBoundaryType: 'Policy' as 'PermissionsBoundaryPolicy',
          PermissionsBoundaryArn: role.permissionsBoundary,
        },
      };
}
