import { fieldPattern } from './fieldPattern.ts';
import { jsonPattern } from './jsonPattern.ts';
import { readRegularExpression, unquoted } from './patternExpression.ts';
import { invalidPattern } from './refusals.ts';

/** Says of the message of an event whether it matches. */
export type MessageFilter = (message: string) => boolean;

/**
 * Reads a filter pattern: terms, `{ … }` for JSON events or `[ … ]` for space-delimited ones. Throws
 * an InvalidParameterException when it makes no sense.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function readFilterPattern(pattern: string): MessageFilter {
  const text = pattern.trim();
  if (text === '') return () => true;
  if (text.startsWith('{')) return jsonPattern(inside(text, '{', '}'));
  if (text.startsWith('[')) return fieldPattern(inside(text, '[', ']'));
  if (/^%[^%]*%$/.test(text)) {
    const expression = readRegularExpression(text);
    return (message) => expression.test(message);
  }
  return termPattern(text);
}

function inside(text: string, open: string, close: string): string {
  if (!text.endsWith(close)) {
    throw invalidPattern(`If a filter pattern starts with '${open}' it must end with '${close}'`);
  }
  return text.slice(1, -1);
}

/** `term "a phrase" -excluded ?either ?or`. Next to others, AWS ignores terms with a question mark. */
function termPattern(text: string): MessageFilter {
  const terms = text.match(/[-?]?"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
  const required: string[] = [];
  const excluded: string[] = [];
  const optional: string[] = [];
  for (const term of terms) {
    if (term.startsWith('-')) excluded.push(readTerm(term.slice(1)));
    else if (term.startsWith('?')) optional.push(readTerm(term.slice(1)));
    else required.push(readTerm(term));
  }
  if (required.length === 0 && excluded.length === 0) {
    return (message) => optional.some((term) => message.includes(term));
  }
  return (message) =>
    required.every((term) => message.includes(term)) &&
    !excluded.some((term) => message.includes(term));
}

function readTerm(term: string): string {
  const plain = /^"(?:[^"\\]|\\.)+"$/.test(term) || /^[\p{L}\p{N}_]+$/u.test(term);
  if (!plain) throw invalidPattern(`Invalid character(s) in term '${term}'`);
  return unquoted(term);
}
