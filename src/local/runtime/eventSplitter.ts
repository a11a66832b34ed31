/**
 * The most bytes of one log event: what CloudWatch Logs takes, less what it counts for each. A longer
 * message becomes several events.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
export const largestEvent = 1_048_576 - 26;

/**
 * Makes log events of what a function writes, as Lambda does: a record is one event, however many
 * lines it has; plain output is an event for each line. Bytes that are no UTF-8 become U+FFFD.
 */
export class EventSplitter {
  readonly #emit: (message: string) => void;
  #open: Uint8Array[] = [];
  #size = 0;

  constructor(emit: (message: string) => void) {
    this.#emit = emit;
  }

  /** Plain output as it comes. */
  output(part: Uint8Array): void {
    let start = 0;
    for (let end = part.indexOf(lineEnd); end >= 0; end = part.indexOf(lineEnd, start)) {
      this.add(part.subarray(start, end + 1));
      this.end();
      start = end + 1;
    }
    this.add(part.subarray(start));
  }

  /** A part of the event that is under way. */
  add(part: Uint8Array): void {
    let rest = part;
    while (this.#size + rest.length > largestEvent) {
      const whole = Buffer.concat([...this.#open, rest.subarray(0, largestEvent - this.#size)]);
      rest = rest.subarray(largestEvent - this.#size);
      const cut = characterStart(whole);
      this.#open = [whole.subarray(0, cut)];
      this.end();
      this.#keep(whole.subarray(cut));
    }
    this.#keep(rest);
  }

  /** The event that is under way, if any, is complete. */
  end(): void {
    if (this.#size === 0 && this.#open.length === 0) return;
    const [only = new Uint8Array(0), ...more] = this.#open;
    const bytes = more.length === 0 ? only : Buffer.concat([only, ...more]);
    this.#open = [];
    this.#size = 0;
    this.#emit(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
  }

  #keep(part: Uint8Array): void {
    if (part.length === 0) return;
    // A copy: what a stream hands over may be a small part of a large buffer.
    this.#open.push(Uint8Array.from(part));
    this.#size += part.length;
    if (this.#open.length === 256) this.#open = [Buffer.concat(this.#open)];
  }
}

const lineEnd = 0x0a;

/** Where the last character of a text begins when it may be incomplete, else the text's end. */
function characterStart(text: Uint8Array): number {
  for (let back = 1; back <= 4 && back <= text.length; back += 1) {
    const byte = text[text.length - back] ?? 0;
    if (byte >= 0xc0) return text.length - back;
    if (byte < 0x80) break;
  }
  return text.length;
}
