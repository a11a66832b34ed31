/** Bytes of one invocation's log that are kept: the last ones. */
export const keptLog = 256 * 1024;

/** Gathers what one invocation logs. Bounded: a handler that logs without end must not fill the endpoint's memory. */
export class InvocationLog {
  /** Grows to twice what is kept, so that old bytes leave in large pieces. */
  #buffer = Buffer.allocUnsafe(4096);
  #size = 0;
  #dropped = 0;
  #recordIsOpen = false;

  /** Output as it comes, with no line end added. */
  write(part: Uint8Array): void {
    const kept = part.length > keptLog ? part.subarray(part.length - keptLog) : part;
    this.#makeRoom(kept.length);
    this.#dropped += part.length - kept.length;
    this.#buffer.set(kept, this.#size);
    this.#size += kept.length;
  }

  /** A part of a log record; a record stands on lines of its own. */
  writeRecord(part: Uint8Array, last: boolean): void {
    if (!this.#recordIsOpen) this.#endLine();
    this.#recordIsOpen = !last;
    this.write(part);
    if (last) this.#endLine();
  }

  writeLine(line: string): void {
    this.#endLine();
    this.write(Buffer.from(`${line}\n`));
  }

  /** What was logged since the last call, and how many bytes before it are gone. */
  take(): { kept: Buffer; dropped: number } {
    const start = Math.max(0, this.#size - keptLog);
    const kept = Buffer.from(this.#buffer.subarray(start, this.#size));
    const taken = { kept, dropped: this.#dropped + start };
    this.#buffer = Buffer.allocUnsafe(4096);
    this.#size = 0;
    this.#dropped = 0;
    return taken;
  }

  #endLine(): void {
    if (this.#size > 0 && this.#buffer[this.#size - 1] !== 0x0a) this.write(Buffer.from('\n'));
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
