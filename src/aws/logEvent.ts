/** One event of a log stream. */
export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

/** CloudWatch Logs. Both yield events as they become known, in the order of their log. */
export interface Logs {
  /**
   * All that one invocation logged; waited for from `since` (ms) on, and followed until Lambda's report
   * of it has been seen. `stream` where it is known: several invocations may write to it at a time.
   */
  ofRequest(
    group: string,
    requestId: string,
    since: number,
    signal: AbortSignal,
    stream?: string,
  ): AsyncIterable<readonly LogEvent[]>;
  /** What is logged from `since` (ms) on, until a time (ms) or without end. */
  follow(
    group: string,
    since: number,
    signal: AbortSignal,
    until?: number,
  ): AsyncIterable<readonly LogEvent[]>;
}
