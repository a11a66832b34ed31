import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isTemporary, removeDurably, writeDurably } from './files.ts';
import { setAside } from './setAside.ts';

/** Records of one kind: read from memory, and on disk before a change is acknowledged. */
export interface Collection<T> {
  get(key: string): T | undefined;
  values(): IterableIterator<T>;
  /** In order. */
  keys(): readonly string[];
  /** Seen by readers at once; resolves when it is on disk. Undone when that fails. */
  put(key: string, value: T): Promise<void>;
  delete(key: string): Promise<void>;
  clear(): Promise<void>;
}

/** Reads the folder, a file for each record. `check` throws on what is no such record. */
export function openCollection<T>(folder: string, check: (value: unknown) => T): Collection<T> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const records = readAll(folder, check);
  const writes = new Map<string, Promise<void>>();
  let sorted: readonly string[] | undefined;

  /** Writes of one record follow each other; each writes what is true when its turn comes. */
  function persist(key: string): Promise<void> {
    const path = join(folder, fileName(key));
    const before = writes.get(key) ?? Promise.resolve();
    const write = before
      .catch(() => undefined)
      .then(() => {
        const value = records.get(key);
        return value === undefined
          ? removeDurably(path)
          : writeDurably(path, JSON.stringify({ key, value }));
      });
    writes.set(key, write);
    const forget = () => {
      if (writes.get(key) === write) writes.delete(key);
    };
    write.then(forget, forget);
    return write;
  }

  async function change(key: string, value: T | undefined): Promise<void> {
    const before = records.get(key);
    if ((before === undefined) !== (value === undefined)) sorted = undefined;
    assign(records, key, value);
    try {
      await persist(key);
    } catch (error) {
      if (records.get(key) === value) assign(records, key, before);
      sorted = undefined;
      throw error;
    }
  }

  return {
    get: (key) => records.get(key),
    values: () => records.values(),
    keys: () => {
      sorted ??= [...records.keys()].sort();
      return sorted;
    },
    put: change,
    delete: (key) => change(key, undefined),
    async clear() {
      await Promise.all([...records.keys()].map((key) => change(key, undefined)));
    },
  };
}

function assign<T>(records: Map<string, T>, key: string, value: T | undefined): void {
  if (value === undefined) records.delete(key);
  else records.set(key, value);
}

function readAll<T>(folder: string, check: (value: unknown) => T): Map<string, T> {
  const records = new Map<string, T>();
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (isTemporary(name)) rmSync(path, { force: true });
    else if (name.endsWith('.json')) readRecord(path, check, records);
  }
  return records;
}

function readRecord<T>(path: string, check: (value: unknown) => T, into: Map<string, T>): void {
  try {
    const { key, value }: { key?: unknown; value?: unknown } = Object(
      JSON.parse(readFileSync(path, 'utf8')),
    );
    if (typeof key !== 'string') throw new Error('it is no record');
    into.set(key, check(value));
  } catch (error) {
    setAside(path, error instanceof Error ? error.message : String(error));
  }
}

/**
 * Readable, and the same for no two keys, also where the file system does not tell upper from lower
 * case or keeps some names for itself.
 */
function fileName(key: string): string {
  const readable = key.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 80);
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 12);
  return `${readable}~${hash}.json`;
}
