import { sep } from 'node:path';
import type { PayloadTest } from '../../app/payloadTest.ts';
import type { App } from '../../app.ts';
import { bindingsIn } from '../../payload/fileBinding.ts';
import { recallSource } from '../flows/sources.ts';

/** Tests for which a file that was saved matters: their own files, and sources of their functions. */
export async function affectedTests(
  app: App,
  saved: string,
  tests: readonly PayloadTest[],
): Promise<PayloadTest[]> {
  const own = tests.filter(({ payload, expected }) => saved === payload || saved === expected);
  if (own.length > 0 || app.connection.kind !== 'local') return own;
  // Only the local connection brings a function up to date before it is invoked.
  const { target } = await app.connection.account();
  const bindingOf = bindingsIn(app);
  return tests.filter(({ payload }) => {
    const bound = bindingOf(payload);
    const source = bound && recallSource(app.state, target, bound.functionName);
    return source !== undefined && isAtOrBelow(source.path, saved);
  });
}

function isAtOrBelow(path: string, file: string): boolean {
  return file === path || file.startsWith(`${path}${sep}`);
}
