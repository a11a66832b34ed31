/**
 * Whether a record that was read has these members, each of its kind. The caller names all that code
 * relies on; members that it does not name count as optional.
 */
export function hasMembers<T extends object>(
  value: unknown,
  kinds: { readonly [Name in keyof T]?: KindOf<T[Name]> },
): value is T {
  const found: Record<string, unknown> = Object(value);
  return Object.entries(kinds).every(([name, kind]) => kindOf(found[name]) === kind);
}

type KindOf<Member> = Member extends string | number | boolean
  ? 'string' | 'number' | 'boolean'
  : Member extends readonly unknown[]
    ? 'list'
    : 'object';

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return value === null ? 'null' : typeof value;
}
