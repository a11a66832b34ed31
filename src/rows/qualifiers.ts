import type { Row } from '../app/row.ts';
import type { Account } from '../aws/account.ts';
import type { FunctionSummary, Qualifier } from '../aws/lambdaFunction.ts';
import { isUserError } from '../errors.ts';

/** Aliases, then versions, newest first; and a row that says so where they could not be listed. */
export interface Qualifiers {
  readonly found: readonly Qualifier[];
  readonly unknown: readonly Row[];
}

/** Who may not list them, or whose endpoint has none, sees the rest all the same. */
export async function qualifiersOf(
  { name }: FunctionSummary,
  { functions }: Account,
  signal: AbortSignal,
): Promise<Qualifiers> {
  const aliases: Qualifier[] = [];
  const versions: Qualifier[] = [];
  try {
    for await (const page of functions.qualifiers(name, signal)) {
      for (const each of page) (each.kind === 'alias' ? aliases : versions).push(each);
    }
  } catch (error) {
    if (!isUserError(error)) throw error;
    const tooltip = error.message;
    const label = 'Versions and aliases';
    return { found: [], unknown: [{ kind: 'fact', label, value: 'not known', tooltip }] };
  }
  return { found: [...aliases, ...versions.reverse()], unknown: [] };
}
