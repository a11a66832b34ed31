import { gunzipSync } from 'node:zlib';
import {
  findNodeAtLocation,
  findNodeAtOffset,
  getNodePath,
  type Node,
  parseTree,
} from 'jsonc-parser';
import { type Content, readContent } from './content.ts';
import { isBase64Field } from './encodedFields.ts';
import { bytes as inBytes } from './sizeInWords.ts';

/** What a field of an event holds, as a person reads it. */
export interface DecodedField {
  /** Offsets in the text, in UTF-16 units, quotes included. */
  readonly start: number;
  readonly end: number;
  /** How it was encoded and what it is, e.g. `base64 · gzip · JSON · 212 bytes`. */
  readonly title: string;
  /** Undefined where there is nothing to read. */
  readonly text: string | undefined;
  readonly language: 'json' | 'plaintext';
}

/** Characters that are shown. */
const shown = 4000;
/** Of a compressed field: a few KB can hold gigabytes. */
const mostBytes = 1024 * 1024;

/** The string at this offset of a payload file, if it is one that AWS encodes or one that holds JSON. */
export function decodeFieldAt(text: string, offset: number): DecodedField | undefined {
  const node = nodeAt(text, offset);
  const value: unknown = node?.value;
  if (node === undefined || typeof value !== 'string' || isKey(node) || value === '') {
    return undefined;
  }
  const decoded = decode(value, isBase64(node, value));
  return decoded && { start: node.offset, end: node.offset + node.length, ...decoded };
}

function nodeAt(text: string, offset: number): Node | undefined {
  try {
    const root = parseTree(text, undefined, { allowTrailingComma: true });
    return root && findNodeAtOffset(root, offset);
  } catch (error) {
    // No event is nested deeper than the stack.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isKey(node: Node): boolean {
  return node.parent?.type === 'property' && node.parent.children?.[0] === node;
}

function isBase64(node: Node, value: string): boolean {
  // What begins like gzip in base64 is hardly anything else.
  if (value.startsWith('H4sI')) return true;
  const object = node.parent?.parent;
  return isBase64Field({
    path: getNodePath(node),
    sibling: (name): unknown => object && findNodeAtLocation(object, [name])?.value,
  });
}

type Decoded = Pick<DecodedField, 'language' | 'text' | 'title'>;

function decode(value: string, base64: boolean): Decoded | undefined {
  if (!base64) return holdsJson(value) ? describe([], Buffer.from(value)) : undefined;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value) || value.length % 4 !== 0) {
    return nothing('This field holds base64, and this is none');
  }
  const bytes = Buffer.from(value, 'base64');
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isGzip) return describe(['base64'], bytes);
  try {
    const whole = gunzipSync(bytes, { maxOutputLength: mostBytes });
    return describe(['base64', 'gzip'], whole);
  } catch (error) {
    const isLarge = error instanceof RangeError;
    return nothing(
      `base64 · gzip · ${isLarge ? `more than ${inBytes(mostBytes)}: not decompressed` : 'damaged: it cannot be decompressed'}`,
    );
  }
}

function holdsJson(value: string): boolean {
  return /^\s*[{[]/.test(value) && readContent(Buffer.from(value), shown).kind === 'JSON';
}

function describe(encodings: readonly string[], bytes: Uint8Array): Decoded {
  const { kind, text, cut } = readContent(bytes, shown);
  const size = inBytes(bytes.length);
  const title = [...encodings, kind, size, ...(cut ? ['its beginning'] : [])].join(' · ');
  if (kind === 'binary' || kind === 'empty') return nothing(title);
  return { title, text, language: languages[kind] };
}

const languages: Readonly<
  Record<Exclude<Content['kind'], 'binary' | 'empty'>, Decoded['language']>
> = { JSON: 'json', text: 'plaintext' };

function nothing(title: string): Decoded {
  return { title, text: undefined, language: 'plaintext' };
}
