import type { MessageFilter } from './filterPattern.ts';
import { type Condition, readExpression } from './patternExpression.ts';
import { invalidPattern } from './refusals.ts';

interface Field {
  readonly name: string;
  readonly condition: Condition | undefined;
}

/**
 * `[ip, user, status = 4*, bytes > 1000]`: matches events of as many words as it names, of which each
 * meets its condition. Three dots stand for any number of words.
 */
export function fieldPattern(text: string): MessageFilter {
  const fields = text.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((part) => readField(part.trim()));
  const dots = fields.findIndex(({ name }) => name === '...');
  const [before, after] =
    dots < 0 ? [fields, undefined] : [fields.slice(0, dots), fields.slice(dots + 1)];
  if (after?.some(({ name }) => name === '...')) throw invalidPattern();
  return (message) => {
    const words = wordsOf(message);
    const named = before.length + (after?.length ?? 0);
    if (after === undefined ? words.length !== named : words.length < named) return false;
    const values = new Map<string, string>();
    for (const [index, { name }] of before.entries()) values.set(name, words[index] ?? '');
    const rest = after === undefined ? [] : words.slice(words.length - after.length);
    for (const [index, { name }] of (after ?? []).entries()) values.set(name, rest[index] ?? '');
    return fields.every(({ condition }) => condition?.((name) => values.get(name)) ?? true);
  };
}

function readField(text: string): Field {
  if (text === '...') return { name: text, condition: undefined };
  const [, name, rest = ''] = /^\(*\s*([\w$@.-]+)(.*)$/s.exec(text) ?? [];
  if (name === undefined) throw invalidPattern();
  return { name, condition: rest.trim() === '' ? undefined : readExpression(text) };
}

/** What stands in quotes or in brackets is one word. */
function wordsOf(message: string): string[] {
  const words = message.trim().matchAll(/"([^"]*)"|\[([^\]]*)\]|\S+/g);
  return [...words].map(([whole, quoted, bracketed]) => quoted ?? bracketed ?? whole);
}
