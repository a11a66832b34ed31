import { pageOfList } from '../page.ts';
import { invalidToken } from './refusals.ts';

/** A page of a description. */
export function tokenPage<T>(
  list: readonly T[],
  { nextToken, limit }: { nextToken?: string | undefined; limit?: number | undefined },
): { items: T[]; nextToken: string | undefined } {
  if (nextToken !== undefined && !/^\d+$/.test(Buffer.from(nextToken, 'base64').toString())) {
    throw invalidToken();
  }
  const { items, marker } = pageOfList(list, { marker: nextToken, limit: limit ?? 50 });
  return { items, nextToken: marker };
}
