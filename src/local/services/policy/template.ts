/** Condition keys in lower case, with their values. */
export type ConditionKeys = ReadonlyMap<string, readonly string[]>;

/** A string of a policy, its variables filled in: what they brought has no wildcards. */
export type Template = readonly (string | typeof anything | typeof anyCharacter)[];

const anything = Symbol('*');
const anyCharacter = Symbol('?');

/**
 * Reads `*`, `?` and variables such as `${aws:PrincipalTag/team, 'default'}` in a string of a policy.
 * Undefined when the request has no single value for a variable. Policies of version 2008-10-17 have
 * no variables: they give no keys.
 */
export function readTemplate(text: string, keys: ConditionKeys | undefined): Template | undefined {
  const parts: Template[number][] = [];
  for (const [part, variable] of text.matchAll(/\$\{([^}]*)\}|./gsu)) {
    if (part === '*') parts.push(anything);
    else if (part === '?') parts.push(anyCharacter);
    else if (variable === undefined || keys === undefined) parts.push(...part);
    else {
      const value = lookUp(variable, keys);
      if (value === undefined) return undefined;
      parts.push(...value);
    }
  }
  return parts;
}

/** The string without wildcards, for comparisons that know none. */
export function literal(template: Template): string {
  return template.map((part) => (typeof part === 'string' ? part : part.description)).join('');
}

/** Takes at most the product of both lengths, however many wildcards there are. */
export function matches(text: string, template: Template): boolean {
  const characters = [...text];
  let at = 0;
  let next = 0;
  let lastAnything = -1;
  let taken = 0;
  while (at < characters.length) {
    const part = template[next];
    if (part === anything) {
      lastAnything = next;
      taken = at;
      next += 1;
    } else if (part !== undefined && (part === anyCharacter || part === characters[at])) {
      at += 1;
      next += 1;
    } else if (lastAnything >= 0) {
      taken += 1;
      at = taken;
      next = lastAnything + 1;
    } else {
      return false;
    }
  }
  return template.slice(next).every((part) => part === anything);
}

function lookUp(variable: string, keys: ConditionKeys): string | undefined {
  if (variable === '*' || variable === '?' || variable === '$') return variable;
  const [, name = '', fallback] = /^\s*([^,]*?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(variable) ?? [];
  const values = keys.get(name.toLowerCase());
  return values?.length === 1 ? values[0] : fallback;
}
