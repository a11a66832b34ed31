import type { InvocationType, Outcome } from '../aws/outcome.ts';
import type { InvokeOptions } from '../payload/invokeOptions.ts';
import { removeKept } from '../payload/keptFile.ts';
import type { Unended } from './unended.ts';

/** What one invocation was asked to be. */
export interface Request {
  /** The name of the one that it was sent by, when it is known. */
  readonly connection?: string | undefined;
  /** Absolute path of the payload file; undefined when the payload was not a file. */
  readonly path: string | undefined;
  readonly functionName: string;
  readonly qualifier: string | undefined;
  readonly type: InvocationType;
  readonly options: InvokeOptions;
}

export interface Running extends Request {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

export interface Finished {
  readonly id: number;
  readonly request: Request;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Only what the history tells again may have none. */
  readonly outcome: Outcome | Unended;
}

/** The invocations of this window: those in flight, and the last ones that ended. */
export interface Invocations {
  /** In flight, oldest first. */
  running(): readonly Running[];
  /**
   * Runs `work` as an invocation that `cancelAll` can end; the number identifies it in links.
   * What it resolves with is kept among the last ones.
   */
  track(
    request: Request,
    work: (id: number, signal: AbortSignal) => Promise<Outcome>,
  ): Promise<Outcome>;
  /** Ends the wait for everything in flight. */
  cancelAll(): void;
  /** Calls the listener when one begins and after one has ended; answers with what ends that. */
  onChange(listener: () => void): () => void;
  /** Removes what was kept of the answers beside the memory. */
  dispose(): void;
  /** Gives what ended before this window its number, so that links lead to it too. */
  recall(ended: Omit<Finished, 'id'>): number;
  /** The newest that ended here, or that with the number. */
  finished(id?: number): Finished | undefined;
  /** The newest that fits among those that ended before the one with the number. */
  before(id: number, fits: (candidate: Finished) => boolean): Finished | undefined;
}

/** A large answer is in a file. */
function discard({ outcome }: Finished): void {
  const file = outcome.kind === 'answered' ? outcome.stream?.file : undefined;
  if (file !== undefined) removeKept(file);
}

/** Answers may have 6 MB each: only this many are kept. */
const kept = 10;

export function createInvocations(): Invocations {
  const running = new Map<number, { request: Running; controller: AbortController }>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const finished: Finished[] = [];
  const recalled: Finished[] = [];
  let newest = 0;
  return {
    running: () => [...running.values()].map(({ request }) => request),
    async track(request, work) {
      const id = ++newest;
      const controller = new AbortController();
      const startedAt = Date.now();
      running.set(id, { request: { ...request, startedAt }, controller });
      tell();
      try {
        const outcome = await work(id, controller.signal);
        finished.push({ id, request, startedAt, outcome });
        for (const dropped of finished.splice(0, finished.length - kept)) discard(dropped);
        return outcome;
      } finally {
        running.delete(id);
        tell();
      }
    },
    cancelAll() {
      for (const { controller } of running.values()) controller.abort();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      for (const answer of finished.splice(0)) discard(answer);
    },
    recall(ended) {
      const id = ++newest;
      recalled.push({ ...ended, id });
      recalled.splice(0, recalled.length - kept);
      return id;
    },
    before(id, fits) {
      const index = finished.findIndex((candidate) => candidate.id === id);
      return finished.slice(0, Math.max(0, index)).findLast(fits);
    },
    finished: (id) =>
      id === undefined
        ? finished.at(-1)
        : [...finished, ...recalled].find((candidate) => candidate.id === id),
  };
}
