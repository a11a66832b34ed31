import type { Row } from '../app.ts';
import type { Account } from '../aws/account.ts';
import { configurationRows } from './configuration.ts';
import { environmentRows } from './environment.ts';
import { functionRows } from './function.ts';
import { type PayloadRowsOptions, payloadRows } from './payloads.ts';
import { tagRows } from './tags.ts';
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
    default:
      return [];
  }
}
