import type { AnswerStream } from './answerStream.ts';
import type { RuntimeEvent } from './runtimeEvent.ts';

/** How a runtime answered an invocation; a payload that AWS would refuse as too large is `undefined`. */
export interface RuntimeAnswer {
  readonly failed: boolean;
  readonly payload: Buffer | undefined;
  /** Bytes that AWS allows, where it is not the limit of buffered responses. */
  readonly limit?: number;
}

/** What a runtime says, over the Runtime API or over the pipes of our own bootstraps. */
export interface RuntimeListener {
  /** It is ready for an event. `memory`: bytes that it holds, where it knows. */
  next(deliver: (event: RuntimeEvent) => void, memory?: number): void;
  /**
   * False when no such invocation is running. An answer too large to keep may have lost its request
   * id: only one invocation can be meant.
   */
  answer(requestId: string | undefined, answer: RuntimeAnswer): boolean;
  /** An answer that comes in parts; undefined when no such invocation waits for one. */
  stream(requestId: string, contentType: string | undefined): AnswerStream | undefined;
  initError(payload: Buffer): void;
}
