/** What the page may say. */
export type PageMessage =
  /** It is loaded, and waits for what to draw. */
  | { readonly kind: 'ready' }
  /** A row was chosen, by its place. */
  | { readonly kind: 'open'; readonly table: number; readonly row: number };

/** Undefined for everything else. */
export function readPageMessage(value: unknown): PageMessage | undefined {
  const { kind, table, row }: Readonly<Record<string, unknown>> = Object(value);
  if (kind === 'ready') return { kind };
  if (kind === 'open' && isIndex(table) && isIndex(row)) return { kind, table, row };
  return undefined;
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
