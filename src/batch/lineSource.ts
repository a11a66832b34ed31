import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { InvocationType } from '../aws/outcome.ts';
import { messageOf, UserError } from '../errors.ts';
import { scanJson } from '../payload/jsonScanner.ts';
import { checkEncoding } from '../payload/payloadFile.ts';
import { sizeLimit } from '../payload/payloadSize.ts';
import { count } from '../payload/sizeInWords.ts';
import type { Item, Source } from './item.ts';
import { type Line, readLines } from './lines.ts';

/**
 * A file with an event on each line; lines of nothing but white space are none. Reads it once to
 * count and check them. Throws a `UserError` for what can be no such file.
 */
export async function openLines(
  path: string,
  type: InvocationType,
  signal: AbortSignal,
): Promise<Source> {
  const limit = sizeLimit(type);
  const state = await stateOf(path);
  const hash = createHash('sha256');
  let events = 0;
  let unsendable = 0;
  const onChunk = (chunk: Uint8Array) => {
    signal.throwIfAborted();
    hash.update(chunk);
  };
  for await (const line of readLines(path, { limit, onChunk })) {
    if (line.number === 1) checkStart(line, basename(path));
    const item = itemOf(line, limit);
    if (item === undefined) continue;
    events += 1;
    if ('problem' in item) unsendable += 1;
  }
  if (events === 0) {
    throw new UserError(
      `${basename(path)} has no events: each line must be one, as JSON. Nothing was sent.`,
    );
  }
  return {
    identity: `lines ${hash.digest('hex')}`,
    count: events,
    unsendable,
    items: () => items(path, limit, state),
  };
}

async function* items(path: string, limit: number, state: string): AsyncGenerator<Item> {
  const onChunk = async () => {
    const now = await stateOf(path);
    if (now === state) return;
    throw new UserError(
      `${basename(path)} changed while its lines were sent, so no more of them were.`,
    );
  };
  for await (const line of readLines(path, { limit, onChunk })) {
    const item = itemOf(line, limit);
    if (item !== undefined) yield item;
  }
}

/** Undefined for a blank line. */
function itemOf({ number, bytes }: Line, limit: number): Item | undefined {
  if (bytes === undefined) {
    return { key: number, problem: `larger than the ${count(limit)} bytes that Lambda takes` };
  }
  if (!isUtf8(bytes)) return { key: number, problem: 'not UTF-8' };
  const { fault, empty } = scanJson(bytes, false);
  if (empty) return undefined;
  if (!fault) return { key: number, payload: bytes };
  const column = new TextDecoder().decode(bytes.subarray(0, fault.at)).length + 1;
  const message = fault.message.replace('the end of the file', 'the end of the line');
  return { key: number, problem: `not JSON: ${message} at column ${column}` };
}

/** Files in another encoding are told by their first bytes: one message rather than one for each line. */
function checkStart({ bytes }: Line, name: string): void {
  const [first, second, third] = bytes ?? [];
  const isMarked =
    (first === 0xef && second === 0xbb && third === 0xbf) ||
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff);
  if (bytes && isMarked) checkEncoding(bytes, name);
}

/** What changes with every change of the file. */
async function stateOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return [ino, size, mtimeMs].join(' ');
  } catch (cause) {
    throw gone(basename(path), cause);
  }
}

function gone(name: string, cause: unknown): UserError {
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  return new UserError(
    isMissing
      ? `${name} does not exist any more, so no more of its lines were sent.`
      : `${name} cannot be read, so no more of its lines were sent: ${messageOf(cause)}.`,
    { cause },
  );
}
