import type { StoredFunction } from './function.ts';
import type { LambdaContext } from './service.ts';

/** Finds the function of a URL by the first part of its host name. */
export interface UrlOwners {
  find(urlId: string): StoredFunction | undefined;
  add(urlId: string, functionName: string): void;
}

/** Goes through all functions once, when the first URL is looked for. */
export function createUrlOwners(functions: LambdaContext['functions']): UrlOwners {
  const added = new Map<string, string>();
  let kept: ReadonlyMap<string, string> | undefined;
  return {
    find(urlId) {
      kept ??= new Map(
        [...functions.values()].flatMap(({ name, urls }) =>
          urls.map(({ id }): [string, string] => [id, name]),
        ),
      );
      const name = added.get(urlId) ?? kept.get(urlId);
      const owner = name === undefined ? undefined : functions.get(name);
      // A URL may have gone since, with its function or without.
      return owner?.urls.some(({ id }) => id === urlId) ? owner : undefined;
    },
    add: (urlId, functionName) => added.set(urlId, functionName),
  };
}
