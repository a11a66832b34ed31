import { getNodeValue, type Node, parseTree } from 'jsonc-parser';
import type { Problem } from '../../openedDocument.ts';

/** Notes what is wrong at a value. */
export type Report = (at: Node, message: string, severity?: Problem['severity']) => void;
/** Looks at one value. */
export type Check = (value: Node, report: Report) => void;

/** What a check finds in a text; nothing in one that is not JSON, which its editor says already. */
export function problemsOf(text: string, check: Check): readonly Problem[] {
  const problems: Problem[] = [];
  const root = parseTree(text, undefined, { disallowComments: true });
  if (root) {
    check(root, ({ offset, length }, message, severity = 'error') => {
      problems.push({ message, severity, start: offset, end: offset + length });
    });
  }
  return problems;
}

/** An object with these members and no others; all may be absent. */
export function object(what: string, members: Readonly<Record<string, Check>>): Check {
  return anyObject(what, (key, value, report) => {
    const check = Object.hasOwn(members, key.value) ? members[key.value] : undefined;
    if (check) check(value, report);
    else report(key, `${key.value} is no member of ${what} that can be set here.`);
  });
}

/** An object whose members' names are free; `each` sees every name once. */
export function anyObject(
  what: string,
  each: (key: Node, value: Node, report: Report) => void,
): Check {
  return (node, report) => {
    if (node.type !== 'object') {
      report(node, `${capitalised(what)} is an object, in braces.`);
      return;
    }
    const seen = new Set<unknown>();
    for (const { children: [key, value] = [] } of node.children ?? []) {
      if (!key || !value) continue;
      if (seen.has(key.value)) report(key, `${key.value} is there twice.`);
      else each(key, value, report);
      seen.add(key.value);
    }
  };
}

/** A text; `problem` says what is wrong with it. */
export function text(what: string, problem: (value: string) => string | undefined): Check {
  return (node, report) => {
    const found =
      typeof node.value === 'string'
        ? problem(node.value)
        : `${capitalised(what)} is a text, in double quotes.`;
    if (found !== undefined) report(node, found);
  };
}

/** A number, checked as it is written. */
export function number(what: string, problem: (value: string) => string | undefined): Check {
  return (node, report) => {
    const found =
      node.type === 'number'
        ? problem(String(node.value))
        : `${capitalised(what)} is a number, without quotes.`;
    if (found !== undefined) report(node, found);
  };
}

export function oneOf(what: string, values: readonly string[]): Check {
  return (node, report) => {
    if (values.includes(node.value)) return;
    const named = values.map((value) => `"${value}"`).join(' or ');
    report(node, `${capitalised(what)} is ${named}.`);
  };
}

/** What the check says, but null will do too. */
export function orNull(check: Check): Check {
  return (node, report) => {
    if (node.type !== 'null') check(node, report);
  };
}

export function both(...checks: readonly Check[]): Check {
  return (node, report) => {
    for (const check of checks) check(node, report);
  };
}

/** The value that a node stands for. */
export function nodeValue(node: Node): unknown {
  return getNodeValue(node);
}

function capitalised(what: string): string {
  return what.charAt(0).toUpperCase() + what.slice(1);
}
