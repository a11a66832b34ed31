import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InvocationType } from '../aws/outcome.ts';
import { isUserError, messageOf } from '../errors.ts';
import { readPayload } from '../payload/payloadFile.ts';
import { checkSize } from '../payload/payloadSize.ts';
import type { Item, Source } from './item.ts';

/** Payload files, each read when its turn comes. `names` are relative to the folder. */
export function fileSource(folder: string, names: readonly string[], type: InvocationType): Source {
  const hash = createHash('sha256').update(JSON.stringify(names));
  return {
    identity: `files ${hash.digest('hex')}`,
    count: names.length,
    // Known when they are read.
    unsendable: 0,
    async *items() {
      for (const name of names) yield await itemOf(folder, name, type);
    },
  };
}

async function itemOf(folder: string, name: string, type: InvocationType): Promise<Item> {
  try {
    const { bytes } = readPayload(await readFile(join(folder, name)), name);
    checkSize(bytes, type, name);
    return { key: name, payload: bytes };
  } catch (error) {
    return { key: name, problem: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (isUserError(error)) return error.message;
  const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return isGone ? 'it does not exist any more' : `it cannot be read: ${messageOf(error)}`;
}
