import type { ResponseStream } from './executor.ts';
import { payloadCollector } from './payloadCollector.ts';
import type { RuntimeAnswer } from './runtimeListener.ts';

/** AWS' limit of a streamed response: 200 MB. */
const largestStreamedResponse = 209_715_200;

/** An answer that a runtime gives part by part. */
export interface AnswerStream {
  /** Resolves when the next part may come. */
  write(part: Uint8Array): Promise<void>;
  /** `error` is that of a handler that failed in the midst. Returns what the answer has come to. */
  end(error?: Buffer): RuntimeAnswer;
  /** Nothing that still comes is passed on. */
  close(): void;
}

/** Gathers the parts for an invocation that does not take them as they come. */
export function answerStream(
  target: ResponseStream | undefined,
  contentType: string | undefined,
  onEnd: (answer: RuntimeAnswer) => void,
): AnswerStream {
  const stream = target === undefined ? gathered() : passedOn(target, contentType);
  return {
    ...stream,
    end(error) {
      const answer = stream.end(error);
      onEnd(answer);
      return answer;
    },
  };
}

function gathered(): AnswerStream {
  const body = payloadCollector();
  return {
    write: async (part) => body.add(part),
    end: (error) =>
      error === undefined
        ? { failed: false, payload: body.take() }
        : { failed: true, payload: error },
    close: () => {},
  };
}

function passedOn(target: ResponseStream, contentType: string | undefined): AnswerStream {
  let room = largestStreamedResponse;
  let exceeded = false;
  target.start(contentType);
  return {
    async write(part) {
      const fitting = part.subarray(0, room);
      exceeded ||= fitting.length < part.length;
      room -= fitting.length;
      if (fitting.length > 0) await target.write(fitting);
    },
    end(error) {
      if (exceeded) return { failed: true, payload: undefined, limit: largestStreamedResponse };
      return { failed: error !== undefined, payload: error ?? Buffer.alloc(0) };
    },
    close() {
      room = 0;
    },
  };
}
