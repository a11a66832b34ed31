import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { localClients } from './localClients.ts';

/** SDK clients of the local account that a workbench has started, as somebody else's tools would have them. */
export async function localAccount(
  accountFolder: string,
): Promise<ReturnType<typeof localClients>> {
  const text = await readFile(path.join(accountFolder, 'endpoint.json'), 'utf8');
  const address: unknown = JSON.parse(text);
  assert(typeof address === 'object' && address !== null);
  const { endpoint, region, accessKeyId, secretAccessKey } = address as Record<string, string>;
  assert(endpoint && region && accessKeyId && secretAccessKey, text);
  return localClients({ endpoint, region, accessKeyId, secretAccessKey });
}
