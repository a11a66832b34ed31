import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { isTemporary, removeDurably, writeDurably } from './files.ts';
import { keyOf, recordFile } from './recordFile.ts';
import { damageOf, setAside } from './setAside.ts';

/** Records of one kind: read from memory, and on disk before a change is acknowledged. */
export interface Collection<T> {
  get(key: string): T | undefined;
  values(): IterableIterator<T>;
  /** The values, and those still on disk whose change is on its way there: a crash brings them back. */
  held(): readonly T[];
  /** In order. One whose file turns out to be damaged is still among them until it is read. */
  keys(): readonly string[];
  /** Seen by readers at once; resolves when it is on disk. Undone when that fails. */
  put(key: string, value: T): Promise<void>;
  delete(key: string): Promise<void>;
  clear(): Promise<void>;
  /** Reads what was not asked for yet, letting others in between; damaged files are then set aside. */
  readAll(): Promise<void>;
}

/** A record is read from its file when it is first asked for: a start does not wait for thousands. */
type Entry<T> = { readonly value: T } | 'unread';

/** Changes of one record that are on their way to the disk. */
interface Writing<T> {
  onDisk: T | undefined;
  last: Promise<void>;
}

/** Opens the folder, a file for each record. `check` throws on what is no such record. */
export function openCollection<T>(folder: string, check: (value: unknown) => T): Collection<T> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const entries = new Map<string, Entry<T>>();
  const writes = new Map<string, Writing<T>>();
  let sorted: readonly string[] | undefined;

  for (const name of readdirSync(folder)) {
    if (isTemporary(name)) rmSync(join(folder, name), { recursive: true, force: true });
    else if (name.endsWith('.json')) {
      const key = keyOf(name);
      if (key === undefined) read(name);
      else entries.set(key, 'unread');
    }
  }

  /** Takes the record of a file in; undefined when it is damaged, or gone by now. */
  function read(name: string): T | undefined {
    const path = join(folder, name);
    try {
      const record: unknown = JSON.parse(readFileSync(path, 'utf8'));
      const { key, value }: { key?: unknown; value?: unknown } = Object(record);
      if (typeof key !== 'string' || recordFile(key) !== name) throw new Error('it is no record');
      const checked = check(value);
      entries.set(key, { value: checked });
      return checked;
    } catch (error) {
      const damage = damageOf(error);
      if (damage !== undefined) setAside(path, damage);
      return undefined;
    }
  }

  function get(key: string): T | undefined {
    const entry = entries.get(key);
    if (entry !== 'unread') return entry?.value;
    const value = read(recordFile(key));
    if (value === undefined) assign(key, undefined);
    return value;
  }

  function assign(key: string, value: T | undefined): void {
    if (entries.has(key) !== (value !== undefined)) sorted = undefined;
    if (value === undefined) entries.delete(key);
    else entries.set(key, { value });
  }

  /** Writes of one record follow each other; each writes what is true when its turn comes. */
  async function change(key: string, value: T | undefined): Promise<void> {
    const writing = writes.get(key) ?? { onDisk: get(key), last: Promise.resolve() };
    writes.set(key, writing);
    assign(key, value);
    const turn = writing.last.catch(() => undefined).then(() => persist(key, writing));
    writing.last = turn;
    try {
      await turn;
    } catch (error) {
      // Whoever comes later tries again with what is true then.
      if (writing.last === turn) assign(key, writing.onDisk);
      throw error;
    } finally {
      if (writing.last === turn) writes.delete(key);
    }
  }

  async function persist(key: string, writing: Writing<T>): Promise<void> {
    const value = get(key);
    if (value === writing.onDisk) return;
    const path = join(folder, recordFile(key));
    if (value === undefined) await removeDurably(path);
    else await writeDurably(path, JSON.stringify({ key, value }));
    writing.onDisk = value;
  }

  function* values(): IterableIterator<T> {
    for (const key of [...entries.keys()]) {
      const value = get(key);
      if (value !== undefined) yield value;
    }
  }

  return {
    get,
    values,
    held: () => {
      const former = [...writes.values()].flatMap(({ onDisk }) =>
        onDisk === undefined ? [] : [onDisk],
      );
      return [...values(), ...former];
    },
    keys: () => {
      sorted ??= [...entries.keys()].sort();
      return sorted;
    },
    put: change,
    delete: (key) => change(key, undefined),
    async clear() {
      await Promise.all([...entries.keys()].map((key) => change(key, undefined)));
    },
    async readAll() {
      const unread = [...entries].flatMap(([key, entry]) => (entry === 'unread' ? [key] : []));
      for (const [index, key] of unread.entries()) {
        get(key);
        if (index % 20 === 0) await setImmediate();
      }
    },
  };
}
