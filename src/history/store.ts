import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import type { Entry, WholeEntry } from './entry.ts';
import { readEntry, readWhole, writeEntry } from './entryFile.ts';
import { type ListedEntry, newId, readId } from './entryId.ts';
import { checkFormat } from './format.ts';
import type { History } from './history.ts';
import { applyLimits, type Limits } from './limits.ts';
import { watchFolder } from './watchFolder.ts';
import { isUnfinished, writeWhole } from './writeWhole.ts';

export interface StoreOptions {
  /** Made when it is not there; only the user can read what is in it. */
  readonly folder: string;
  readonly limits: () => Limits;
  readonly log: (message: string) => void;
  /** Hears the first time that an invocation cannot be kept. */
  readonly onFailure: (message: string) => void;
}

/**
 * A file for each entry, written beside and renamed into place: windows need not know of each other,
 * and a process may end at any moment. (A power cut may cost the newest entries: a damaged one is
 * passed over. To wait for the disk after each invocation is not worth a line of history.)
 */
export function openStore({ folder, limits, log, onFailure }: StoreOptions): History {
  const entries = join(folder, 'entries');
  const payloads = join(folder, 'payloads');
  const listeners = new Set<() => void>();
  /** Told in the log already: a view reads them again and again. */
  const damaged = new Set<string>();
  let recorded = 0;
  let hasFailed = false;

  async function all(): Promise<ListedEntry[]> {
    const names = await readdir(entries).catch(emptyWhenMissing);
    return names
      .filter((name) => name.endsWith(ending))
      .flatMap((name) => readId(name.slice(0, -ending.length)) ?? [])
      .toSorted((one, other) => (one.id < other.id ? 1 : -1));
  }

  async function removeAll(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await rm(join(payloads, `${id}.json`), { force: true });
      await rm(fileOf(id), { force: true });
    }
    if (ids.length > 0) tell();
  }

  /** Beyond the limits, and what processes left that ended in the middle. */
  async function prune(): Promise<void> {
    const { beyond } = applyLimits(await all(), limits(), Date.now());
    await removeAll(beyond.map(({ id }) => id));
    for (const name of await readdir(entries)) {
      if (await isUnfinished(join(entries, name))) await rm(join(entries, name), { force: true });
    }
  }

  function fileOf(id: string): string {
    // An id comes from a row, a key binding or another extension: it must not name another file.
    if (!readId(id)) throw gone();
    return join(entries, `${id}${ending}`);
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  async function readOne(id: string): Promise<Entry | undefined> {
    const beginning = await readBeginning(fileOf(id)).catch((error: unknown) => {
      if (!isMissing(error)) log(`${id} of the history cannot be read: ${messageOf(error)}`);
      return undefined;
    });
    const entry = beginning && readEntry(id, beginning);
    if (beginning && !entry && !damaged.has(id)) {
      log(`${id} of the history is damaged and not shown: ${fileOf(id)}`);
      damaged.add(id);
    }
    return entry;
  }

  async function whole(id: string): Promise<WholeEntry> {
    const file = await readFile(fileOf(id)).catch((cause: unknown) => {
      throw isMissing(cause) ? gone(cause) : cause;
    });
    const read = readWhole(id, file);
    if (read) return read;
    throw new UserError(
      `This invocation cannot be read: its file ${fileOf(id)} is damaged. Delete it from the history.`,
    );
  }

  return {
    async record(entry) {
      try {
        await checkFormat(folder);
        await mkdir(entries, { recursive: true, mode: 0o700 });
        const { file, size } = writeEntry(entry);
        await writeWhole(fileOf(newId(entry.startedAt, size)), file);
        if (recorded++ % pruneEvery === 0) await prune();
        tell();
      } catch (error) {
        const message = `This invocation of ${entry.request.functionName} is not in the history: ${messageOf(error)}`;
        log(message);
        if (!hasFailed) onFailure(message);
        hasFailed = true;
      }
    },
    async list() {
      await checkFormat(folder);
      return applyLimits(await all(), limits(), Date.now()).kept;
    },
    async read(ids) {
      const read: Entry[] = [];
      for (let start = 0; start < ids.length; start += atOnce) {
        const some = await Promise.all(ids.slice(start, start + atOnce).map(readOne));
        read.push(...some.filter((entry) => entry !== undefined));
      }
      return read;
    },
    whole,
    async payloadFile(id) {
      const { payload } = await whole(id);
      await mkdir(payloads, { recursive: true, mode: 0o700 });
      const file = join(payloads, `${id}.json`);
      await writeWhole(file, payload);
      return file;
    },
    remove: removeAll,
    async clear() {
      await checkFormat(folder);
      await removeAll((await all()).map(({ id }) => id));
      await rm(payloads, { recursive: true, force: true });
    },
    watch(listener) {
      listeners.add(listener);
      const stop = watchFolder(entries, listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
  };
}

const ending = '.entry';
/** Limits hold for what is shown at any time; files beyond them may wait for some invocations. */
const pruneEvery = 20;
/** Files that are read at a time. */
const atOnce = 64;
/** What is read of a file to find its first line, which is rarely more than 1 KB. */
const mostlyEnough = 16 * 1024;

/** The first line of a file, and some of what follows. */
async function readBeginning(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(mostlyEnough);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    if (bytesRead < buffer.length || buffer.includes(0x0a)) return buffer.subarray(0, bytesRead);
    return await readFile(path);
  } finally {
    await file.close();
  }
}

function gone(cause?: unknown): UserError {
  return new UserError(
    'This invocation is no longer in the history: it was deleted, or a limit was reached. Refresh the view.',
    { cause },
  );
}

function emptyWhenMissing(error: unknown): string[] {
  if (isMissing(error)) return [];
  throw error;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
