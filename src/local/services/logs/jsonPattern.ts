import type { MessageFilter } from './filterPattern.ts';
import { readExpression } from './patternExpression.ts';

/** `{ $.level = "ERROR" && $.user.ids[0] > 5 }`: matches events that are JSON. */
export function jsonPattern(text: string): MessageFilter {
  const condition = readExpression(text, /^\$/);
  return (message) => {
    const event = parse(message);
    return event !== undefined && condition((selector) => select(event, selector));
  };
}

function parse(message: string): object | undefined {
  if (!/^\s*[{[]/.test(message)) return undefined;
  try {
    return Object(JSON.parse(message));
  } catch {
    return undefined;
  }
}

/** Steps of a selector: `.name`, `[0]`, `['a name']`. */
const step = /\.?\[(?:'([^']*)'|"([^"]*)"|(\d+))\]|\.([^.[\]]+)/g;

function select(event: unknown, selector: string): unknown {
  let value = event;
  for (const [, single, double, index, name] of selector.matchAll(step)) {
    const key = single ?? double ?? index ?? name ?? '';
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
