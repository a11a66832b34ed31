/** Bytes of one invocation's log that are kept: the last ones. */
export const keptLog = 256 * 1024;

/** Gathers what one invocation logs. Bounded: a handler that logs without end must not fill the endpoint's memory. */
export class InvocationLog {
  #parts: Buffer[] = [];
  #size = 0;
  #dropped = 0;
  #lineIsOpen = false;
  #recordIsOpen = false;

  /** Output as it comes, with no line end added. */
  write(part: Uint8Array): void {
    if (part.length === 0) return;
    // A copy, so that a short line does not keep the whole chunk that it came in.
    this.#parts.push(Buffer.from(part));
    this.#size += part.length;
    this.#lineIsOpen = part[part.length - 1] !== 0x0a;
    while (this.#size > keptLog) this.#drop();
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

  /** All that was logged since the last call. */
  take(): Buffer {
    const note =
      this.#dropped === 0
        ? ''
        : `[the local endpoint keeps the last ${keptLog / 1024} KB of a log; ${this.#dropped} bytes before them are gone]\n`;
    const log = Buffer.concat([Buffer.from(note), ...this.#parts]);
    this.#parts = [];
    this.#size = 0;
    this.#dropped = 0;
    return log;
  }

  #endLine(): void {
    if (this.#lineIsOpen) this.write(Buffer.from('\n'));
  }

  #drop(): void {
    const first = this.#parts[0];
    if (first === undefined) return;
    const excess = Math.min(first.length, this.#size - keptLog);
    if (excess === first.length) this.#parts.shift();
    else this.#parts[0] = first.subarray(excess);
    this.#size -= excess;
    this.#dropped += excess;
  }
}
