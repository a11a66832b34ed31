/** What is wrong with a JSON text, and at which byte. */
export interface JsonFault {
  readonly at: number;
  readonly message: string;
}

export interface JsonScan {
  /** The first fault, or undefined for valid JSON. */
  readonly fault: JsonFault | undefined;
  /** Nothing but white space, and comments where they are allowed. */
  readonly empty: boolean;
  /** Comments and trailing commas, in bytes, in order. */
  readonly removals: readonly { readonly start: number; readonly end: number }[];
}

/**
 * Checks that UTF-8 bytes are one JSON value (RFC 8259) without building it: numbers of any size,
 * duplicate keys and the order of keys are not its business. Depth costs a byte, not a stack frame.
 */
export function scanJson(bytes: Uint8Array, allowComments: boolean): JsonScan {
  return new Scanner(bytes, allowComments).scan();
}

class Fault extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

const code = (character: string) => character.charCodeAt(0);
const quote = code('"');
const backslash = code('\\');
const slash = code('/');
const star = code('*');
const comma = code(',');
const colon = code(':');
const minus = code('-');
const zero = code('0');
const openBrace = code('{');
const closeBrace = code('}');
const openBracket = code('[');
const closeBracket = code(']');

class Scanner {
  readonly #bytes: Uint8Array;
  readonly #allowComments: boolean;
  readonly #removals: { start: number; end: number }[] = [];
  #at = 0;

  constructor(bytes: Uint8Array, allowComments: boolean) {
    this.#bytes = bytes;
    this.#allowComments = allowComments;
  }

  scan(): JsonScan {
    let empty = false;
    try {
      this.#skipSpace();
      empty = this.#at === this.#bytes.length;
      if (empty) return { fault: undefined, empty, removals: this.#removals };
      this.#value();
      this.#skipSpace();
      if (this.#at < this.#bytes.length) throw this.#unexpected('the end of the file');
      return { fault: undefined, empty, removals: this.#inOrder() };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { fault: { at: error.at, message: error.message }, empty, removals: [] };
    }
  }

  /** One value with all that is in it. `open` holds the closing bytes of the containers around. */
  #value(): void {
    const open: number[] = [];
    for (;;) {
      this.#skipSpace();
      const byte = this.#bytes[this.#at];
      if (byte === openBrace || byte === openBracket) {
        this.#at += 1;
        const close = byte === openBrace ? closeBrace : closeBracket;
        this.#skipSpace();
        if (this.#bytes[this.#at] === close) this.#at += 1;
        else {
          open.push(close);
          if (close === closeBrace) this.#key();
          continue;
        }
      } else this.#scalar(byte);
      if (!this.#afterValue(open)) return;
    }
  }

  /** After a value: closes what closes; true when another value must follow. */
  #afterValue(open: number[]): boolean {
    for (let close = open.at(-1); close !== undefined; close = open.at(-1)) {
      this.#skipSpace();
      const byte = this.#bytes[this.#at];
      if (byte === close) {
        this.#at += 1;
        open.pop();
        continue;
      }
      const end = close === closeBrace ? '"}"' : '"]"';
      if (byte !== comma) throw this.#unexpected(`"," or ${end}`);
      const start = this.#at;
      this.#at += 1;
      this.#skipSpace();
      if (this.#allowComments && this.#bytes[this.#at] === close) {
        this.#removals.push({ start, end: start + 1 });
        continue;
      }
      if (close === closeBrace) this.#key();
      return true;
    }
    return false;
  }

  #key(): void {
    this.#skipSpace();
    if (this.#bytes[this.#at] !== quote) throw this.#unexpected('a property name in double quotes');
    this.#string();
    this.#skipSpace();
    if (this.#bytes[this.#at] !== colon) throw this.#unexpected('":"');
    this.#at += 1;
  }

  #scalar(byte: number | undefined): void {
    if (byte === quote) this.#string();
    else if (byte === minus || isDigit(byte)) this.#number();
    else if (byte === code('t')) this.#word('true');
    else if (byte === code('f')) this.#word('false');
    else if (byte === code('n')) this.#word('null');
    else throw this.#unexpected('a value');
  }

  #string(): void {
    const start = this.#at;
    this.#at += 1;
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined || byte === 0x0a || byte === 0x0d)
        throw new Fault(start, 'a string that is not closed');
      if (byte < 0x20)
        throw new Fault(this.#at, 'a control character in a string, which must be escaped');
      this.#at += 1;
      if (byte === quote) return;
      if (byte === backslash) this.#escape();
    }
  }

  #escape(): void {
    const byte = this.#bytes[this.#at];
    if (byte === code('u')) {
      for (let digit = 1; digit <= 4; digit++)
        if (!isHexDigit(this.#bytes[this.#at + digit]))
          throw new Fault(this.#at - 1, 'an escape \\u without four hexadecimal digits');
      this.#at += 5;
    } else if (byte !== undefined && escapable.has(byte)) this.#at += 1;
    else throw new Fault(this.#at - 1, 'an unknown escape in a string');
  }

  #number(): void {
    const start = this.#at;
    if (this.#bytes[this.#at] === minus) this.#at += 1;
    if (this.#bytes[this.#at] === zero) {
      this.#at += 1;
      if (isDigit(this.#bytes[this.#at])) throw new Fault(start, 'a number with a leading zero');
    } else this.#digits();
    if (this.#bytes[this.#at] === code('.')) {
      this.#at += 1;
      this.#digits();
    }
    const exponent = this.#bytes[this.#at];
    if (exponent === code('e') || exponent === code('E')) {
      this.#at += 1;
      const sign = this.#bytes[this.#at];
      if (sign === minus || sign === code('+')) this.#at += 1;
      this.#digits();
    }
  }

  #digits(): void {
    if (!isDigit(this.#bytes[this.#at])) throw this.#unexpected('a digit');
    while (isDigit(this.#bytes[this.#at])) this.#at += 1;
  }

  #word(word: string): void {
    for (let index = 0; index < word.length; index++)
      if (this.#bytes[this.#at + index] !== word.charCodeAt(index))
        throw this.#unexpected('a value');
    this.#at += word.length;
  }

  #skipSpace(): void {
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) this.#at += 1;
      else if (byte === slash && this.#isComment()) this.#comment();
      else return;
    }
  }

  #isComment(): boolean {
    const next = this.#bytes[this.#at + 1];
    if (next !== slash && next !== star) return false;
    if (!this.#allowComments)
      throw new Fault(this.#at, 'a comment, which only a .jsonc file may have,');
    return true;
  }

  #comment(): void {
    const start = this.#at;
    if (this.#bytes[this.#at + 1] === slash) {
      while (this.#at < this.#bytes.length && !isLineEnd(this.#bytes[this.#at])) this.#at += 1;
    } else {
      this.#at += 2;
      while (!(this.#bytes[this.#at] === star && this.#bytes[this.#at + 1] === slash)) {
        if (this.#at >= this.#bytes.length) throw new Fault(start, 'a comment that is not closed');
        this.#at += 1;
      }
      this.#at += 2;
    }
    this.#removals.push({ start, end: this.#at });
  }

  /** A trailing comma is known to be one only after the comments behind it. */
  #inOrder(): { start: number; end: number }[] {
    return this.#removals.sort((one, other) => one.start - other.start);
  }

  #unexpected(expected: string): Fault {
    const rest = this.#bytes.subarray(this.#at, this.#at + 4);
    if (rest.length === 0) return new Fault(this.#at, `the end of the file instead of ${expected}`);
    const [character] = new TextDecoder().decode(rest);
    const found = character === '"' ? `'"'` : JSON.stringify(character);
    return new Fault(this.#at, `${found} instead of ${expected}`);
  }
}

const escapable = new Set([...'"\\/bfnrt'].map(code));

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function isHexDigit(byte: number | undefined): boolean {
  return isDigit(byte) || (byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d;
}
