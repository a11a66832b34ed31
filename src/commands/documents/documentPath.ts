import type { Target } from '../../aws/target.ts';

/** Where a document of an account belongs: it can be read and saved there only. */
export interface DocumentPlace {
  readonly connection: string;
  /** `-` when it is not known. */
  readonly account: string;
  readonly region: string;
  /** What it is, e.g. `functions`, `orders`, `orders.configuration.json`. */
  readonly segments: readonly string[];
}

/** `/connection/account/region/…`; the last segment is the name of the editor's tab. */
export function documentPath(
  { connection, accountId, region }: Target,
  segments: readonly string[],
): string {
  return `/${[connection, accountId ?? '-', region, ...segments].map(encodeURIComponent).join('/')}`;
}

/** Undefined for what is no such path. */
export function parseDocumentPath(path: string): DocumentPlace | undefined {
  const [root, connection, account, region, ...segments] = path.split('/').map(decode);
  if (root !== '' || !connection || !account || !region || segments.length === 0) return undefined;
  return { connection, account, region, segments };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
