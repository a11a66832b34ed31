import { fdatasync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Appends to a file. */
export interface GroupWriter {
  /** Resolves when the system has the text, so that it outlives this process; with `durable` when the disk has it. */
  append(text: string): Promise<void>;
  /** Has the system take the text, which outlives this process, but for a power cut. */
  note(text: string): void;
  /** Waits for what was appended, has it reach the disk and closes the file. */
  close(): Promise<void>;
}

/** With `durable`, what comes while the disk is busy shares the next wait for it. */
export async function openGroupWriter(
  path: string,
  { durable }: { readonly durable: boolean },
): Promise<GroupWriter> {
  const file = await open(path, 'a');
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  /** One more wait for the disk, after the one that is under way, which may not cover what was written since. */
  function onDisk(): Promise<void> {
    next ??= (running ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        running = sync(file.fd);
        return running;
      });
    return next;
  }

  /** The system takes it into memory: quicker than to have it done by another thread. */
  const note = (text: string) => writeWhole(file.fd, Buffer.from(text));

  return {
    note,
    async append(text) {
      note(text);
      if (durable) await onDisk();
    },
    async close() {
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

const sync = promisify(fdatasync);

function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written);
  }
}
