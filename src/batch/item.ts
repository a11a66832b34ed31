/** What tells an item from all others of its batch: a line's number, or a file's name. */
export type Key = number | string;

/** One event of a batch. */
export type Item = { readonly key: Key } & (
  | { readonly payload: Uint8Array }
  /** Why it cannot be sent, in half a sentence. */
  | { readonly problem: string }
);

/** What a batch is made of. */
export interface Source {
  /** Tells it from others, and from itself with another content; plain JSON, kept with what was sent. */
  readonly identity: string;
  /** Events; those that cannot be sent among them. */
  readonly count: number;
  readonly unsendable: number;
  /** Throws a `UserError` when the source changes meanwhile. */
  items(): AsyncIterable<Item>;
}

/** `line 12`, or the file's name. */
export function nameOf(key: Key): string {
  return typeof key === 'number' ? `line ${key}` : key;
}

/** The first of them, and how many more there are. */
export function namesOf(keys: readonly Key[], most: number): string {
  const names = keys.slice(0, most).map(nameOf).join(', ');
  return keys.length > most ? `${names} and ${keys.length - most} more` : names;
}
