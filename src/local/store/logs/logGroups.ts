import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isTemporary, makeFolder, temporaryName, writeDurably } from '../files.ts';
import { readOrSetAside } from '../setAside.ts';
import { fileKey } from './fileKey.ts';

export interface LogGroup {
  readonly name: string;
  /** ms since the epoch */
  readonly created: number;
  readonly retentionInDays?: number | undefined;
  readonly logGroupClass?: string | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly tags: readonly (readonly [key: string, value: string])[];
}

/** The log groups of an account and region, a folder each; read when they are asked for. */
export interface LogGroups {
  get(name: string): LogGroup | undefined;
  /** By name. */
  all(): LogGroup[];
  /** Creates a group that nobody asked for: on disk, but not yet for good. */
  appear(name: string): void;
  /** Seen by readers at once; resolves when it is on disk for good. */
  put(group: LogGroup): Promise<void>;
  delete(name: string): Promise<void>;
  folderOf(name: string): string;
  inFolder(groupFolder: string): LogGroup | undefined;
  clear(): Promise<void>;
}

/** Events before this time (ms since the epoch) are not retained. */
export function expiryOf(group: LogGroup | undefined): number {
  const days = group?.retentionInDays;
  return days === undefined ? 0 : Date.now() - days * 24 * 60 * 60 * 1000;
}

export function openLogGroups(folder: string): LogGroups {
  /** By folder; others are on disk. */
  const known = new Map<string, LogGroup>();
  const folderOf = (name: string): string => join(folder, fileKey(name));
  const inFolder = (groupFolder: string): LogGroup | undefined => {
    const group =
      known.get(groupFolder) ?? readOrSetAside(join(groupFolder, recordName), checkGroup);
    if (group !== undefined) known.set(groupFolder, group);
    return group;
  };
  return {
    get: (name) => inFolder(folderOf(name)),
    all() {
      makeFolder(folder);
      return readdirSync(folder)
        .filter((name) => !isTemporary(name))
        .flatMap((name) => inFolder(join(folder, name)) ?? [])
        .sort((one, other) => (one.name < other.name ? -1 : 1));
    },
    appear(name) {
      const group = { name, created: Date.now(), tags: [] };
      const groupFolder = folderOf(name);
      makeFolder(groupFolder);
      const path = join(groupFolder, recordName);
      const temporary = temporaryName(path);
      writeFileSync(temporary, JSON.stringify(group), { mode: 0o600 });
      renameSync(temporary, path);
      known.set(groupFolder, group);
    },
    async put(group) {
      const groupFolder = folderOf(group.name);
      makeFolder(groupFolder);
      known.set(groupFolder, group);
      try {
        await writeDurably(join(groupFolder, recordName), JSON.stringify(group));
      } catch (error) {
        if (known.get(groupFolder) === group) known.delete(groupFolder);
        throw error;
      }
    },
    async delete(name) {
      known.delete(folderOf(name));
      await removeFolder(folderOf(name));
    },
    folderOf,
    inFolder,
    async clear() {
      known.clear();
      for (const name of existsSync(folder) ? readdirSync(folder) : []) {
        await removeFolder(join(folder, name));
      }
    },
  };
}

const recordName = 'group.json';

/** At once for all who look; what a crash leaves of it is removed later. */
async function removeFolder(path: string): Promise<void> {
  const removed = isTemporary(path) ? path : temporaryName(path);
  if (removed !== path) renameSync(path, removed);
  await rm(removed, { recursive: true, force: true });
}

function checkGroup(value: unknown): LogGroup {
  const { name, created, tags, ...more }: Record<string, unknown> = Object(value);
  const { retentionInDays, logGroupClass, kmsKeyId } = more;
  if (typeof name !== 'string' || typeof created !== 'number')
    throw new Error('it is no log group');
  return {
    name,
    created,
    ...(typeof retentionInDays === 'number' ? { retentionInDays } : {}),
    ...(typeof logGroupClass === 'string' ? { logGroupClass } : {}),
    ...(typeof kmsKeyId === 'string' ? { kmsKeyId } : {}),
    tags: Array.isArray(tags) ? tags.flatMap(checkTag) : [],
  };
}

function checkTag(value: unknown): [string, string][] {
  const [key, text]: unknown[] = Array.isArray(value) ? value : [];
  return typeof key === 'string' && typeof text === 'string' ? [[key, text]] : [];
}
