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
  const dots = fields.findIndex(isDots);
  const named = fields.filter((field) => !isDots(field));
  if (fields.length - named.length > 1) throw invalidPattern();
  return (message) => {
    const words = wordsOf(message);
    const unnamed = words.length - named.length;
    if (dots < 0 ? unnamed !== 0 : unnamed < 0) return false;
    if (dots >= 0) words.splice(dots, unnamed);
    const values = new Map(named.map(({ name }, index) => [name, words[index]]));
    return named.every(({ condition }) => condition?.((name) => values.get(name)) ?? true);
  };
}

function isDots({ name }: Field): boolean {
  return name === '...';
}

function readField(text: string): Field {
  if (text === '...') return { name: text, condition: undefined };
  const [, name, rest = ''] = /^\(*\s*(\w[\w@.-]*)(.*)$/s.exec(text) ?? [];
  if (name === undefined) throw invalidPattern();
  return { name, condition: rest.trim() === '' ? undefined : readExpression(text, /^\w/) };
}

/** What stands in quotes or in brackets is one word. */
function wordsOf(message: string): string[] {
  const words = message.trim().matchAll(/"([^"]*)"|\[([^[\]]*)\]|\S+/g);
  return [...words].map(([whole, quoted, bracketed]) => quoted ?? bracketed ?? whole);
}
