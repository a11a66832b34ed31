import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { History } from '../../src/history/history.ts';
import type { Limits } from '../../src/history/limits.ts';
import { openStore } from '../../src/history/store.ts';

/** Milliseconds. */
export const day = 24 * 60 * 60 * 1000;

/** A folder for a history, which one test has for itself. */
export interface HistoryFolder {
  readonly home: string;
  folder: string;
  limits: Limits;
  readonly logged: string[];
  readonly failures: string[];
  /** As a window does, or another one, or this one after a restart. */
  open(): History;
  remove(): Promise<void>;
}

export async function makeHistoryFolder(): Promise<HistoryFolder> {
  const home = await mkdtemp(join(tmpdir(), 'lambda-bench-history-'));
  const at: HistoryFolder = {
    home,
    folder: join(home, 'history'),
    limits: { entries: 1000, size: 200 * 1024 * 1024, age: 30 * day },
    logged: [],
    failures: [],
    open: () =>
      openStore({
        folder: at.folder,
        limits: () => at.limits,
        log: (message) => void at.logged.push(message),
        onFailure: (message) => void at.failures.push(message),
      }),
    remove: () => rm(home, { recursive: true, force: true }),
  };
  return at;
}
