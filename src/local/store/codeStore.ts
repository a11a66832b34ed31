import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isTemporary, temporaryName, writeDurably } from './files.ts';
import { damageOf, setAside } from './setAside.ts';
import { isUnpacked, unpack } from './unpack.ts';

/** Deployment packages, each kept once: the zip for downloads, and unpacked for running. */
export interface CodeStore {
  /**
   * Keeps a zip durably and unpacks it, then lets `use` refer to it: until that has resolved the
   * code cannot be released. Rejects as `unpack` does.
   */
  keep<T>(zip: Uint8Array, use: (code: Code) => Promise<T>): Promise<T>;
  /** Absolute path of the unpacked package. Rejects with a LostCodeError. */
  folder(sha256: string): Promise<string>;
  /** Rejects with a LostCodeError. */
  zip(sha256: string): Promise<Uint8Array>;
  /** While `work` goes on, none of these codes is removed. */
  hold<T>(sha256s: readonly string[], work: () => Promise<T>): Promise<T>;
  /** Removes the code unless somebody still refers to it; code that is held, when it no longer is. */
  release(sha256: string): Promise<void>;
  /** Removes all code that was there at the start and nobody refers to, e.g. because of a crash. */
  removeUnused(): void;
}

export interface Code {
  /** Base64, as Lambda's CodeSha256. */
  readonly sha256: string;
  /** Bytes of the zip. */
  readonly size: number;
}

/** A zip that was kept is gone, or no longer what it was. */
export class LostCodeError extends Error {
  override readonly name = 'LostCodeError';
}

/** `inUse` tells which codes are referred to. */
export function openCodeStore(root: string, inUse: () => ReadonlySet<string>): CodeStore {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const foundAtStart = readdirSync(root);
  const held = new Map<string, number>();
  /** Held codes that were to be removed. */
  const released = new Set<string>();
  const removing = new Map<string, Promise<void>>();
  const unpacked = new Map<string, Promise<string>>();

  const zipPath = (sha256: string) => join(root, `${hex(sha256)}.zip`);

  function folder(sha256: string): Promise<string> {
    let ready = unpacked.get(sha256);
    if (ready === undefined) {
      ready = zip(sha256).then((content) => unpackOnce(content, join(root, hex(sha256))));
      ready.catch(() => unpacked.delete(sha256));
      unpacked.set(sha256, ready);
    }
    return ready;
  }

  async function zip(sha256: string): Promise<Uint8Array> {
    const path = zipPath(sha256);
    try {
      const content = await readFile(path);
      if (hashOf(content) !== sha256) throw new Error('it is not the code that was kept');
      return content;
    } catch (error) {
      const damage = damageOf(error);
      if (damage !== undefined) setAside(path, damage);
      throw new LostCodeError(`The code ${sha256} is lost: ${damage ?? 'its file is gone'}.`);
    }
  }

  /** What is there already may be damaged. */
  async function keepZip(sha256: string, content: Uint8Array): Promise<void> {
    const kept = existsSync(zipPath(sha256)) && (await zip(sha256).catch(() => undefined));
    if (!kept) await writeDurably(zipPath(sha256), content);
  }

  async function release(sha256: string): Promise<void> {
    if (held.has(sha256)) released.add(sha256);
    if (held.has(sha256) || inUse().has(sha256)) return;
    unpacked.delete(sha256);
    const removal = removing.get(sha256) ?? remove(sha256).finally(() => removing.delete(sha256));
    removing.set(sha256, removal);
    await removal;
  }

  function take(sha256: string): void {
    held.set(sha256, (held.get(sha256) ?? 0) + 1);
  }

  async function letGo(sha256: string): Promise<void> {
    held.set(sha256, (held.get(sha256) ?? 1) - 1);
    if (held.get(sha256) !== 0) return;
    held.delete(sha256);
    if (released.delete(sha256)) await release(sha256);
  }

  async function remove(sha256: string): Promise<void> {
    await rm(zipPath(sha256), { force: true });
    await rm(join(root, hex(sha256)), { recursive: true, force: true });
  }

  return {
    folder,
    zip,
    async keep(content, use) {
      const sha256 = hashOf(content);
      take(sha256);
      try {
        await removing.get(sha256)?.catch(() => undefined);
        await keepZip(sha256, content);
        await folder(sha256);
        return await use({ sha256, size: content.byteLength });
      } finally {
        released.add(sha256);
        await letGo(sha256);
      }
    },
    async hold(sha256s, work) {
      for (const sha256 of sha256s) take(sha256);
      try {
        return await work();
      } finally {
        for (const sha256 of sha256s) await letGo(sha256);
      }
    },
    release,
    removeUnused() {
      const names = new Set([...inUse(), ...held.keys()].map(hex));
      for (const name of foundAtStart) {
        const known = names.has(name.replace(/\..*$/, '')) && !isTemporary(name);
        if (!known) rmSync(join(root, name), { recursive: true, force: true });
      }
    },
  };
}

/** A folder that is there from an earlier start may have lost something since. */
async function unpackOnce(zip: Uint8Array, path: string): Promise<string> {
  if (existsSync(path)) {
    if (await isUnpacked(zip, path)) return path;
    process.stderr.write(`The unpacked code ${path} was damaged: it is unpacked again.\n`);
    await rm(path, { recursive: true, force: true });
  }
  const temporary = temporaryName(path);
  try {
    await unpack(zip, temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
  return path;
}

function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('base64');
}

function hex(sha256: string): string {
  return Buffer.from(sha256, 'base64').toString('hex');
}
