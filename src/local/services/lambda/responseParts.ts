import type { ResponseStream } from '../../runtime/executor.ts';

/**
 * The parts of a streamed answer on their way from the runtime to a client: one at a time, at the
 * client's pace. When the client goes away, what still comes is dropped and the function runs on.
 */
export interface ResponseParts extends ResponseStream, AsyncIterable<Uint8Array> {
  /** Resolves with the content type of the answer, undefined when it was not streamed. */
  readonly started: Promise<string | undefined>;
  /** No further part comes. */
  end(): void;
  /** Nobody reads them (any more). */
  drop(): void;
}

export function responseParts(): ResponseParts {
  const started = Promise.withResolvers<string | undefined>();
  let waiting: Uint8Array | undefined;
  let ended = false;
  let dropped = false;
  let wakeReader = () => {};
  let releaseWriter = () => {};

  const drop = () => {
    dropped = true;
    wakeReader();
    releaseWriter();
  };
  return {
    started: started.promise,
    start: (contentType = 'application/octet-stream') => started.resolve(contentType),
    async write(part) {
      if (dropped || ended) return;
      waiting = part;
      wakeReader();
      await new Promise<void>((resolve) => {
        releaseWriter = resolve;
      });
    },
    end() {
      ended = true;
      started.resolve(undefined);
      wakeReader();
    },
    drop,
    async *[Symbol.asyncIterator]() {
      try {
        while (!dropped) {
          if (waiting !== undefined) {
            const part = waiting;
            waiting = undefined;
            yield part;
            releaseWriter();
          } else if (ended) {
            return;
          } else {
            await new Promise<void>((resolve) => {
              wakeReader = resolve;
            });
          }
        }
      } finally {
        drop();
      }
    },
  };
}
