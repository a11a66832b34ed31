/** What a placeholder of a payload file stands for. */
export type Variable =
  | { readonly name: 'uuid' }
  | { readonly name: 'now'; readonly format: 'iso' | 'unix' | 'unixMs' }
  | { readonly name: 'prompt'; readonly label: string }
  | { readonly name: 'env'; readonly variable: string }
  | { readonly name: 'file'; readonly path: string };

/** `{{$uuid}}` in a JSON string. Offsets are bytes. */
export interface Placeholder {
  readonly start: number;
  readonly end: number;
  readonly variable: Variable;
  /** Nothing else is in the string, and it is a value rather than a property's name. */
  readonly isWholeValue: boolean;
}

export interface PlaceholderFault {
  readonly at: number;
  /** A whole sentence. */
  readonly message: string;
}

export interface Placeholders {
  readonly found: readonly Placeholder[];
  /** The first that cannot be understood; those behind it are not looked at. */
  readonly fault: PlaceholderFault | undefined;
}

/** Finds what is to be filled in, in one JSON value without comments. */
export function findPlaceholders(json: Uint8Array): Placeholders {
  if (!Buffer.from(json.buffer, json.byteOffset, json.length).includes('{{')) {
    return { found: [], fault: undefined };
  }
  // One character a byte. Outside of strings no two braces stand side by side like this in valid JSON.
  const text = Buffer.from(json).toString('latin1');
  const found: Placeholder[] = [];
  const opening = /\{\{[ ]*\$/g;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const { index: start } = match;
    const end = endOf(text, opening.lastIndex);
    if (end === undefined) {
      return { found, fault: { at: start, message: 'This variable is not closed by "}}".' } };
    }
    const variable = readVariable(decode(text.slice(opening.lastIndex, end - 2)));
    if (typeof variable === 'string') return { found, fault: { at: start, message: variable } };
    found.push({ start, end, variable, isWholeValue: isWholeValue(text, start, end) });
    opening.lastIndex = end;
  }
  return { found, fault: undefined };
}

/** Behind the closing braces; undefined when the string ends before them. */
function endOf(text: string, from: number): number | undefined {
  for (let at = from; text[at] !== '"'; at += text[at] === '\\' ? 2 : 1) {
    if (text[at] === '}' && text[at + 1] === '}') return at + 2;
    if (at >= text.length) return undefined;
  }
  return undefined;
}

function isWholeValue(text: string, start: number, end: number): boolean {
  const isWhole = text[start - 1] === '"' && text[start - 2] !== '\\' && text[end] === '"';
  return isWhole && !/^\s*:/.test(text.slice(end + 1, end + 1000));
}

/** A part of a JSON string, from the characters of its bytes. */
function decode(latin1: string): string {
  const text: unknown = JSON.parse(`"${Buffer.from(latin1, 'latin1').toString('utf8')}"`);
  return String(text);
}

/** The variable, or what is wrong with it. */
function readVariable(content: string): Variable | string {
  const [, name = '', rest = ''] = /^(\w*)(.*)$/s.exec(content) ?? [];
  const argument = rest.trim();
  if (argument.includes('{{')) return `{{$${name}}} has another variable in it.`;
  switch (name) {
    case 'uuid':
      return argument === '' ? { name } : '{{$uuid}} takes nothing behind its name.';
    case 'now':
      if (argument === '') return { name, format: 'iso' };
      if (argument === 'unix' || argument === 'unixMs') return { name, format: argument };
      return `{{$now}} can be {{$now}}, {{$now unix}} or {{$now unixMs}}, not {{$now ${argument}}}.`;
    case 'prompt':
      if (argument === '') return '{{$prompt}} needs a label, such as {{$prompt Order id}}.';
      return { name, label: argument };
    case 'env':
      if (argument === '') return '{{$env}} needs the name of an environment variable.';
      return { name, variable: argument };
    case 'file':
      if (argument === '') return '{{$file}} needs the path of a file.';
      return { name, path: argument };
    default:
      return `There is no variable {{$${name}}}: there are $uuid, $now, $prompt, $env and $file.`;
  }
}
