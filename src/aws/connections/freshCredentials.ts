import { isCancelled } from '../../errors.ts';
import type { Credentials } from '../target.ts';

/** Credentials are renewed so long before they expire; ms. The SDK's own margin. */
const margin = 5 * 60_000;
/** What was resolved so recently is not renewed for its margin: each request asks twice; ms. */
const recent = 30_000;

export interface FreshCredentials {
  /** What is valid now; calls at the same time share one question and one request. */
  get(): Promise<Credentials>;
  /** They were refused: the next call resolves them anew. */
  forget(): void;
}

/**
 * Remembers credentials until they are about to expire or the files they come from change, which `stamp`
 * tells.
 */
export function freshCredentials(
  resolve: () => Promise<Credentials>,
  stamp: () => Promise<string>,
): FreshCredentials {
  let last: Resolved | undefined;
  let resolving: Promise<Credentials> | undefined;

  async function current(): Promise<Credentials> {
    const now = await stamp();
    if (last?.stamp === now && willDo(last)) return last.credentials;
    try {
      const credentials = await resolve();
      last = { credentials, stamp: now, at: performance.now() };
      return credentials;
    } catch (error) {
      // What is still valid for some minutes will do, unless the person said no.
      if (last?.stamp === now && left(last.credentials) > 0 && !isCancelled(error)) {
        return last.credentials;
      }
      last = undefined;
      throw error;
    }
  }

  return {
    get() {
      resolving ??= current().finally(() => {
        resolving = undefined;
      });
      return resolving;
    },
    forget() {
      last = undefined;
    },
  };
}

interface Resolved {
  readonly credentials: Credentials;
  readonly stamp: string;
  readonly at: number;
}

function willDo({ credentials, at }: Resolved): boolean {
  return left(credentials) > (performance.now() - at < recent ? 0 : margin);
}

function left({ expiration }: Credentials): number {
  return expiration === undefined ? Number.POSITIVE_INFINITY : expiration.getTime() - Date.now();
}
