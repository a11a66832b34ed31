import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import type { Entry, WholeEntry } from './entry.ts';
import { readEntry, readWhole, writeEntry, writeSent } from './entryFile.ts';
import { grownId, keyOf, type ListedEntry, newId, readId } from './entryId.ts';
import { checkFormat } from './format.ts';
import type { History } from './history.ts';
import { applyLimits, type Limits } from './limits.ts';
import { isAlive, type ProcessMark, thisProcess } from './processLife.ts';
import type { Unended } from './unended.ts';
import { watchFolder } from './watchFolder.ts';
import { flush, isUnfinished, writeAtOnce, writeWhole } from './writeWhole.ts';

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
 * What is in flight has a file too, under another ending that earlier versions pass over; the file of
 * how it ended is there before that goes, and takes its place while there are both. A send waits for the
 * system to take its file, for no disk: a power cut in the first moments leaves no trace.
 */
export function openStore({ folder, limits, log, onFailure }: StoreOptions): History {
  const entries = join(folder, 'entries');
  const payloads = join(folder, 'payloads');
  const listeners = new Set<() => void>();
  /** Told in the log already: a view reads them again and again. */
  const damaged = new Set<string>();
  const ownMark = thisProcess();
  /** With something in flight, by their process. */
  const windows = new Map<number, ProcessMark>();
  let recorded = 0;
  let hasFailed = false;

  function prepare(): void {
    checkFormat(folder);
    mkdirSync(entries, { recursive: true, mode: 0o700 });
  }

  async function all(): Promise<ListedEntry[]> {
    const names = await readdir(entries).catch(emptyWhenMissing);
    const ended = idsIn(names, ending);
    const sent = idsIn(names, sentEnding);
    const keys = new Set(sent.length === 0 ? [] : ended.map(keyOf));
    return [...ended, ...sent.filter((id) => !keys.has(keyOf(id)))]
      .flatMap((id) => readId(id) ?? [])
      .toSorted((one, other) => (one.id < other.id ? 1 : -1));
  }

  /** Whatever has become of them since their ids were read. */
  async function removeAll(ids: readonly string[]): Promise<void> {
    const keys = new Set(ids.map(checkedKey));
    for (const name of keys.size === 0 ? [] : await readdir(entries).catch(emptyWhenMissing)) {
      const isWhole = name.endsWith(ending) || name.endsWith(sentEnding);
      if (isWhole && keys.has(keyOf(idIn(name)))) await rm(join(entries, name), { force: true });
    }
    for (const key of keys) await rm(join(payloads, `${key}.json`), { force: true });
    if (keys.size > 0) tell();
  }

  /** Beyond the limits, and what processes left that ended in the middle. */
  async function prune(): Promise<void> {
    const { beyond } = applyLimits(await all(), limits(), Date.now());
    await removeAll(beyond.map(({ id }) => id));
    const names = await readdir(entries);
    const ended = new Set(idsIn(names, ending).map(keyOf));
    for (const name of names) {
      const isOld = name.endsWith(sentEnding) && ended.has(keyOf(idIn(name)));
      if (isOld || (await isUnfinished(join(entries, name)))) {
        await rm(join(entries, name), { force: true });
      }
    }
  }

  function fileOf(id: string, kind: typeof ending | typeof sentEnding): string {
    return join(entries, `${id}${kind}`);
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function judge(sender: ProcessMark): Unended {
    if (!isAlive(sender)) return { kind: 'unanswered' };
    windows.set(sender.pid, sender);
    return { kind: 'running' };
  }

  /** Undefined when the file is not there, or cannot be read. */
  async function beginningOf(path: string): Promise<Uint8Array | undefined> {
    return readBeginning(path).catch((error: unknown) => {
      if (!isMissing(error)) log(`${path} of the history cannot be read: ${messageOf(error)}`);
      return undefined;
    });
  }

  async function readOne(id: string): Promise<Entry | undefined> {
    checkedKey(id);
    const ended = await beginningOf(fileOf(id, ending));
    const path = fileOf(id, ended ? ending : sentEnding);
    const beginning = ended ?? (await beginningOf(path));
    const entry = beginning && readEntry(id, beginning, judge);
    if (beginning && !entry && !damaged.has(id)) {
      log(`${id} of the history is damaged and not shown: ${path}`);
      damaged.add(id);
    }
    return entry;
  }

  async function whole(id: string): Promise<WholeEntry> {
    const key = checkedKey(id);
    const now = (await all()).find((listed) => keyOf(listed.id) === key)?.id;
    if (now === undefined) throw gone();
    const ended = await readFile(fileOf(now, ending)).catch(undefinedWhenMissing);
    const path = fileOf(now, ended ? ending : sentEnding);
    const file = ended ?? (await readFile(path).catch(undefinedWhenMissing));
    // It has ended, or was deleted, in between.
    if (!file) return whole(id);
    const read = readWhole(now, file, judge);
    if (read) return read;
    throw new UserError(
      `This invocation cannot be read: its file ${path} is damaged. Delete it from the history.`,
    );
  }

  /** What ended without a word to the folder. */
  function lookAfterWindows(): void {
    const ended = [...windows.values()].filter((mark) => !isAlive(mark));
    for (const { pid } of ended) windows.delete(pid);
    if (ended.length > 0) tell();
  }

  return {
    sending(entry) {
      try {
        prepare();
        const { file, size } = writeSent(entry, ownMark);
        const id = newId(entry.startedAt, size);
        const path = fileOf(id, sentEnding);
        writeAtOnce(path, file);
        setTimeout(() => void flush(path).catch(() => undefined), beforeFlush).unref();
        tell();
        return id;
      } catch (error) {
        const { functionName } = entry.request;
        log(`The history does not show that ${functionName} is in flight: ${messageOf(error)}`);
        return undefined;
      }
    },
    async record(entry, sentAs) {
      const sent = sentAs && fileOf(sentAs, sentEnding);
      // Deleted meanwhile, by the person or by a limit.
      if (sent && !existsSync(sent)) return;
      try {
        prepare();
        const { file, size } = writeEntry(entry);
        const id = sentAs ? grownId(sentAs, size) : newId(entry.startedAt, size);
        const path = fileOf(id, ending);
        // What is small is taken sooner than the thread pool has its turns.
        if (size <= small) writeAtOnce(path, file);
        else await writeWhole(path, file);
        if (recorded++ % pruneEvery === 0) await prune();
      } catch (error) {
        const message = `This invocation of ${entry.request.functionName} is not in the history: ${messageOf(error)}`;
        log(message);
        if (!hasFailed) onFailure(message);
        hasFailed = true;
      }
      if (sent) forget(sent);
      tell();
    },
    async list() {
      checkFormat(folder);
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
      const file = join(payloads, `${keyOf(id)}.json`);
      await writeWhole(file, payload);
      return file;
    },
    remove: removeAll,
    async clear() {
      checkFormat(folder);
      await removeAll((await all()).map(({ id }) => id));
      await rm(payloads, { recursive: true, force: true });
    },
    watch(listener) {
      listeners.add(listener);
      const stop = watchFolder(entries, listener);
      const timer = setInterval(lookAfterWindows, betweenLooks).unref();
      return () => {
        clearInterval(timer);
        listeners.delete(listener);
        stop();
      };
    },
  };
}

const ending = '.entry';
/** Bytes. */
const small = 64 * 1024;
/** Most answers are there by then, and the disk is spared; ms. */
const beforeFlush = 50;
/** Of what is in flight, or was when its window ended. */
const sentEnding = '.sent';
/** ms */
const betweenLooks = 2000;
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

/** What cannot be removed is passed over for what took its place. */
function forget(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The next sweep tries again.
  }
}

function idsIn(names: readonly string[], kind: string): string[] {
  return names.filter((name) => name.endsWith(kind)).map(idIn);
}

/** Of a file's name. */
function idIn(name: string): string {
  return name.slice(0, name.indexOf('.'));
}

/** An id comes from a row, a key binding or another extension: it must not name another file. */
function checkedKey(id: string): string {
  if (!readId(id)) throw gone();
  return keyOf(id);
}

function undefinedWhenMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

function emptyWhenMissing(error: unknown): string[] {
  if (isMissing(error)) return [];
  throw error;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
