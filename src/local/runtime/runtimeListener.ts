import type { RuntimeEvent } from './runtimeEvent.ts';

/** How a runtime answered an invocation; a payload that AWS would refuse as too large is `undefined`. */
export interface RuntimeAnswer {
  readonly failed: boolean;
  readonly payload: Buffer | undefined;
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
  initError(payload: Buffer): void;
}
