import { readdirSync, rmSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isTemporary, makeFolder, removeDurably, writeDurably } from '../../../store/files.ts';
import { setAside } from '../../../store/setAside.ts';
import { decodeEvent, encodeEvent, type QueuedEvent } from './queuedEvent.ts';

/** What is held in memory of an event that waits: its content, up to 1 MB, stays on disk. */
export interface EventFile {
  readonly name: string;
  readonly functionName: string;
}

/** The folder of the events, a file for each. */
export interface EventFiles {
  /** Those of the last run, the oldest first. */
  readonly found: readonly EventFile[];
  nameOf(event: QueuedEvent): EventFile;
  /** Resolves when it is on disk. */
  write(file: EventFile, event: QueuedEvent): Promise<void>;
  /** Undefined when it is damaged: it is set aside then. */
  read(file: EventFile): Promise<QueuedEvent | undefined>;
  /** Resolves when none of them comes back. */
  remove(files: readonly EventFile[]): Promise<void>;
}

export function openEventFiles(folder: string): EventFiles {
  makeFolder(folder);
  return {
    found: readFolder(folder),
    nameOf: ({ requestId, functionName }) => ({
      name: `${Date.now()}-${requestId}-${functionName}.event`,
      functionName,
    }),
    write: ({ name }, event) => writeDurably(join(folder, name), encodeEvent(event)),
    async read({ name }) {
      const path = join(folder, name);
      const content = await readFile(path);
      try {
        return decodeEvent(content);
      } catch (error) {
        setAside(path, error instanceof Error ? error.message : String(error));
        return undefined;
      }
    },
    async remove(files) {
      const [last, ...others] = files.map(({ name }) => join(folder, name));
      if (last === undefined) return;
      for (let at = 0; at < others.length; at += 100) {
        await Promise.all(others.slice(at, at + 100).map((path) => rm(path, { force: true })));
      }
      // It makes the folder durable, and with it what was removed before.
      await removeDurably(last);
    },
  };
}

/** Of thousands of events nothing but the names is read: they tell their order and their function. */
function readFolder(folder: string): EventFile[] {
  const found: EventFile[] = [];
  for (const name of readdirSync(folder).sort()) {
    const functionName = /^\d+-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}-(.+)\.event$/.exec(
      name,
    )?.[1];
    if (functionName !== undefined) found.push({ name, functionName });
    else if (isTemporary(name)) rmSync(join(folder, name), { force: true });
  }
  return found;
}
