import { type FileHandle, open } from 'node:fs/promises';
import { messageOf } from '../errors.ts';
import { newFile, removeKept } from './keptFile.ts';

/** An answer that came in parts, put together. */
export interface KeptParts {
  /** The whole, or its beginning where it is in a file. */
  readonly payload: Uint8Array;
  /** Bytes in all. */
  readonly size: number;
  /** Absolute; undefined when the whole is in `payload`. */
  readonly file: string | undefined;
  /** Why it could not be kept whole. */
  readonly notKept: string | undefined;
}

/** Puts parts together in bounded memory: what is large goes to a file as it comes. */
export interface PartsKeeper {
  /** Resolves when there is room for the next one. Never throws: what cannot be kept is counted. */
  add(part: Uint8Array): Promise<void>;
  finish(): Promise<KeptParts>;
  /** Keeps nothing of it after all. */
  discard(): Promise<void>;
}

/** Bytes; what a function that does not stream may answer. */
const mostInMemory = 6 * 1024 * 1024;
/** Bytes of the beginning that stay in memory beside the file: more than the output panel shows. */
const beginning = 1024 * 1024;

export function keepParts(folder?: string): PartsKeeper {
  let parts: Uint8Array[] = [];
  let size = 0;
  let file: { readonly path: string; readonly handle: FileHandle } | undefined;
  let notKept: string | undefined;

  async function moveToFile(): Promise<void> {
    const path = await newFile('response', folder);
    file = { path, handle: await open(path, 'wx', 0o600) };
    for (const part of parts) await file.handle.writeFile(part);
    keepBeginning();
  }

  /** A copy: a view would hold all of it in memory. */
  function keepBeginning(): void {
    parts = [Uint8Array.from(Buffer.concat(parts).subarray(0, beginning))];
  }

  async function giveUp(error: unknown): Promise<void> {
    notKept = messageOf(error);
    keepBeginning();
    await discard();
  }

  async function discard(): Promise<void> {
    const abandoned = file;
    file = undefined;
    await abandoned?.handle.close().catch(() => undefined);
    if (abandoned) removeKept(abandoned.path);
  }

  return {
    async add(part) {
      size += part.length;
      if (notKept !== undefined) return;
      try {
        if (file) {
          await file.handle.writeFile(part);
          return;
        }
        parts.push(part);
        if (size > mostInMemory) await moveToFile();
      } catch (error) {
        await giveUp(error);
      }
    },
    async finish() {
      try {
        await file?.handle.close();
      } catch (error) {
        await giveUp(error);
      }
      const [only] = parts;
      const payload = parts.length === 1 && only ? only : Buffer.concat(parts);
      return { payload, size, file: file?.path, notKept };
    },
    discard,
  };
}
