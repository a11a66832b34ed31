import { EventSplitter } from './eventSplitter.ts';
import type { LogStream } from './logStream.ts';

/** Bytes of one invocation's log that are kept: the last ones. */
export const keptLog = 256 * 1024;

/**
 * Gathers what one invocation logs. Bounded: a handler that logs without end must not fill the
 * endpoint's memory. Each event is handed on as soon as it is complete, as CloudWatch Logs has it.
 */
export class InvocationLog {
  /** Where the events go. */
  readonly stream: LogStream;
  readonly #events: EventSplitter;
  /** Lines of plain output that wait for their end, where not all of them are kept. */
  readonly #lines: EventSplitter | undefined;
  /** Grows to twice what is kept, so that old bytes leave in large pieces. */
  #buffer = Buffer.allocUnsafe(4096);
  #size = 0;
  #dropped = 0;
  #recordIsOpen = false;

  /** `wants`: which lines of plain output are kept. */
  constructor(stream: LogStream, wants?: (line: string) => boolean) {
    this.stream = stream;
    this.#events = new EventSplitter(stream.write);
    if (wants !== undefined) {
      this.#lines = new EventSplitter((line) => {
        if (wants(line)) this.#output(Buffer.from(line));
      });
    }
  }

  /** Output as it comes, with no line end added. */
  write(part: Uint8Array): void {
    if (this.#lines === undefined) this.#output(part);
    else this.#lines.output(part);
  }

  /** A part of a log record; a record stands on lines of its own, and is one event. */
  writeRecord(part: Uint8Array, last: boolean): void {
    if (!this.#recordIsOpen) this.#endLine();
    this.#recordIsOpen = !last;
    this.#events.add(part);
    this.#append(part);
    if (last) this.#endLine();
  }

  /** One event, of one line or more. */
  writeLine(line: string): void {
    this.#endLine();
    const bytes = Buffer.from(`${line}\n`);
    this.#events.add(bytes);
    this.#append(bytes);
    this.#events.end();
  }

  /** What was logged since the last call, and how many bytes before it are gone. */
  take(): { kept: Buffer; dropped: number } {
    this.#lines?.end();
    this.#events.end();
    const start = Math.max(0, this.#size - keptLog);
    const kept = Buffer.from(this.#buffer.subarray(start, this.#size));
    const taken = { kept, dropped: this.#dropped + start };
    this.#buffer = Buffer.allocUnsafe(4096);
    this.#size = 0;
    this.#dropped = 0;
    return taken;
  }

  #output(part: Uint8Array): void {
    this.#events.output(part);
    this.#append(part);
  }

  #append(part: Uint8Array): void {
    const kept = part.length > keptLog ? part.subarray(part.length - keptLog) : part;
    this.#makeRoom(kept.length);
    this.#dropped += part.length - kept.length;
    this.#buffer.set(kept, this.#size);
    this.#size += kept.length;
  }

  #endLine(): void {
    this.#lines?.end();
    this.#events.end();
    if (this.#size > 0 && this.#buffer[this.#size - 1] !== 0x0a) this.#append(Buffer.from('\n'));
  }

  #makeRoom(length: number): void {
    if (this.#size + length <= this.#buffer.length) return;
    if (this.#size > keptLog) {
      this.#buffer.copyWithin(0, this.#size - keptLog, this.#size);
      this.#dropped += this.#size - keptLog;
      this.#size = keptLog;
    }
    if (this.#size + length <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.min(2 * keptLog, 2 * (this.#size + length)));
    larger.set(this.#buffer.subarray(0, this.#size));
    this.#buffer = larger;
  }
}
