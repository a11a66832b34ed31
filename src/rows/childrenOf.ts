import type { Row } from '../app/row.ts';
import type { Account } from '../aws/account.ts';
import { configurationRows } from './configuration.ts';
import { environmentRows } from './environment.ts';
import { functionRows } from './function.ts';
import { type PayloadRowsOptions, payloadRows } from './payloads.ts';
import { permissionRows, qualifierPermissionRows } from './permissions.ts';
import { roleRows, roleUserRows } from './role.ts';
import { tagRows } from './tags.ts';
import { triggerDetailRows, triggerRows } from './triggers.ts';
import { urlRows } from './url.ts';
import { versionRows } from './versions.ts';

export interface ChildrenParts {
  readonly payloads: PayloadRowsOptions;
  account(): Promise<Account>;
}

/** The rows below a row. What is not known yet is asked of the account. */
export async function childrenOf(
  row: Row,
  { payloads, account }: ChildrenParts,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  switch (row.kind) {
    case 'function':
      return functionRows(row.function);
    case 'payloads':
      return payloadRows(row.function, payloads);
    case 'configuration':
      return configurationRows(row.function, await account(), signal);
    case 'versions':
      return versionRows(row.function, await account(), signal);
    case 'url':
      return urlRows(row.function, await account(), signal);
    case 'environment':
      return environmentRows(row.function, await account(), { shown: false, signal });
    case 'tags':
      return tagRows(row.function, await account(), signal);
    case 'permissions':
      return permissionRows(row.function, await account(), signal);
    case 'qualifierPermissions':
      return qualifierPermissionRows(row.function, row.qualifier, await account(), signal);
    case 'triggers':
      return triggerRows(row.function, await account(), signal);
    case 'trigger':
    case 'disabledTrigger':
      return triggerDetailRows(row.function, row.trigger, await account(), signal);
    case 'role':
      return roleRows(row.role, await account(), signal);
    case 'roleUsers':
      return roleUserRows(row.role, await account(), signal);
    default:
      return [];
  }
}
