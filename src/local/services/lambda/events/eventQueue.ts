import { type EventFile, openEventFiles } from './eventFiles.ts';
import { Lanes } from './lanes.ts';
import type { QueuedEvent } from './queuedEvent.ts';

/** The Event invocations that were accepted: on disk until they are finished, run in turn. */
export interface EventQueue {
  /** Resolves when the event can no longer be lost. */
  add(event: QueuedEvent): Promise<void>;
  /** From now on events are run, those of the last time first. */
  start(run: RunEvent): void;
  /** Forgets the events of a function that was deleted. */
  drop(functionName: string): Promise<void>;
  clear(): Promise<void>;
  /** What is under way is run again next time. */
  close(): void;
}

/**
 * Tries an event once. Resolves with the event as it is to be tried again, or with nothing when it is
 * finished. `isWanted` turns false when the queue has forgotten the event: then nothing may follow
 * from the attempt. Rejects when the endpoint itself fails; the event is then left for the next time.
 */
export type RunEvent = (
  event: QueuedEvent,
  isWanted: () => boolean,
) => Promise<QueuedEvent | undefined>;

/** What Node's timers can count to (ms): what is due later is looked at again then. */
const longestTimer = 2 ** 31 - 1;

/** Events whose content is in memory at a time, in all and of one function. */
const limits = { most: 64, share: 16 };

export function openEventQueue(folder: string, report: (message: string) => void): EventQueue {
  const files = openEventFiles(folder);
  const wanted = new Set<EventFile>(files.found);
  const lanes = new Lanes<EventFile>(limits);
  let run: RunEvent | undefined;
  for (const file of wanted) lanes.add(file);

  function pump(): void {
    if (run === undefined) return;
    for (let file = lanes.next(); file !== undefined; file = lanes.next()) {
      const current = file;
      attempt(current, run)
        .catch((error: unknown) => {
          if (!wanted.has(current)) return;
          report(`The event ${current.name} could not be run: ${error}`);
        })
        .finally(() => {
          lanes.finished(current);
          pump();
        });
    }
  }

  async function attempt(file: EventFile, tryOnce: RunEvent): Promise<void> {
    const isWanted = () => run !== undefined && wanted.has(file);
    const event = isWanted() ? await files.read(file) : undefined;
    if (event === undefined) return;
    if (event.due > Date.now()) return later(file, event.due);
    const again = await tryOnce(event, isWanted);
    if (!isWanted()) return;
    if (again !== undefined) {
      await files.write(file, again);
      // It may have been forgotten while it was written.
      if (wanted.has(file)) return later(file, again.due);
    }
    wanted.delete(file);
    await files.remove([file]);
  }

  function later(file: EventFile, due: number): void {
    setTimeout(
      () => {
        if (!wanted.has(file)) return;
        lanes.add(file);
        pump();
      },
      Math.min(Math.max(0, due - Date.now()), longestTimer),
    ).unref();
  }

  async function forget(dropped: readonly EventFile[]): Promise<void> {
    for (const file of dropped) {
      wanted.delete(file);
      lanes.clear(file.functionName);
    }
    await files.remove(dropped);
  }

  return {
    async add(event) {
      const file = files.nameOf(event);
      await files.write(file, event);
      wanted.add(file);
      lanes.add(file);
      pump();
    },
    start(runEvent) {
      run = runEvent;
      pump();
    },
    drop: (functionName) =>
      forget([...wanted].filter((file) => file.functionName === functionName)),
    clear: () => forget([...wanted]),
    close() {
      run = undefined;
    },
  };
}
