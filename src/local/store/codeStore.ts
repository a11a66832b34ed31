import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isTemporary, temporaryName, writeDurably } from './files.ts';
import { unpack } from './unpack.ts';

/** Deployment packages, each kept once: the zip for downloads, and unpacked for running. */
export interface CodeStore {
  /**
   * Keeps a zip durably and unpacks it, then lets `use` refer to it: until that has resolved the
   * code cannot be released. Rejects as `unpack` does.
   */
  keep<T>(zip: Uint8Array, use: (code: Code) => Promise<T>): Promise<T>;
  /** Absolute path of the unpacked package. */
  folder(sha256: string): Promise<string>;
  zip(sha256: string): Promise<Uint8Array>;
  /** Removes the code unless somebody still refers to it. */
  release(sha256: string): Promise<void>;
  /** Removes all code that nobody refers to, e.g. because of a crash. */
  removeUnused(): void;
}

export interface Code {
  /** Base64, as Lambda's CodeSha256. */
  readonly sha256: string;
  /** Bytes of the zip. */
  readonly size: number;
}

/** `inUse` tells which codes are referred to. */
export function openCodeStore(root: string, inUse: () => ReadonlySet<string>): CodeStore {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const held = new Map<string, number>();
  const unpacked = new Map<string, Promise<string>>();

  const zipPath = (sha256: string) => join(root, `${hex(sha256)}.zip`);

  function folder(sha256: string): Promise<string> {
    let ready = unpacked.get(sha256);
    if (ready === undefined) {
      ready = unpackOnce(join(root, hex(sha256)), () => readFile(zipPath(sha256)));
      ready.catch(() => unpacked.delete(sha256));
      unpacked.set(sha256, ready);
    }
    return ready;
  }

  async function release(sha256: string): Promise<void> {
    if (held.has(sha256) || inUse().has(sha256)) return;
    unpacked.delete(sha256);
    await rm(zipPath(sha256), { force: true });
    await rm(join(root, hex(sha256)), { recursive: true, force: true });
  }

  return {
    folder,
    zip: (sha256) => readFile(zipPath(sha256)),
    async keep(zip, use) {
      const sha256 = createHash('sha256').update(zip).digest('base64');
      held.set(sha256, (held.get(sha256) ?? 0) + 1);
      try {
        if (!existsSync(zipPath(sha256))) await writeDurably(zipPath(sha256), zip);
        await folder(sha256);
        return await use({ sha256, size: zip.byteLength });
      } finally {
        held.set(sha256, (held.get(sha256) ?? 1) - 1);
        if (held.get(sha256) === 0) held.delete(sha256);
        await release(sha256);
      }
    },
    release,
    removeUnused: () => removeOthers(root, inUse()),
  };
}

async function unpackOnce(path: string, read: () => Promise<Uint8Array>): Promise<string> {
  if (existsSync(path)) return path;
  const temporary = temporaryName(path);
  try {
    await unpack(await read(), temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
  return path;
}

function removeOthers(root: string, inUse: ReadonlySet<string>): void {
  const names = new Set([...inUse].map(hex));
  for (const name of readdirSync(root)) {
    const known = names.has(name.replace(/\.zip$/, ''));
    if (!known || isTemporary(name)) rmSync(join(root, name), { recursive: true, force: true });
  }
}

function hex(sha256: string): string {
  return Buffer.from(sha256, 'base64').toString('hex');
}
