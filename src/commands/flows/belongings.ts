import type { Account } from '../../aws/account.ts';
import type { FunctionSummary } from '../../aws/lambdaFunction.ts';
import { Cancelled, isUserError } from '../../errors.ts';

/** What there is of a function beside itself, as far as that may be read. */
export interface Belongings {
  /** The CloudFormation stack that made it. */
  readonly stack: string | undefined;
  readonly versions: number;
  readonly aliases: readonly string[];
  readonly url: string | undefined;
  /** Whether something of this could not be read. */
  readonly partly: boolean;
}

export async function belongingsOf(
  { functions }: Account,
  { name, arn }: FunctionSummary,
  signal: AbortSignal,
): Promise<Belongings> {
  let partly = false;
  /** Who may delete but not read goes on without knowing. */
  const orNothing = async <T>(work: Promise<T>): Promise<T | undefined> => {
    try {
      return await work;
    } catch (error) {
      if (signal.aborted) throw new Cancelled();
      if (!isUserError(error)) throw error;
      partly = true;
      return undefined;
    }
  };
  const [tags, qualifiers = [], url] = await Promise.all([
    orNothing(functions.tags(arn, signal)),
    orNothing(all(functions.qualifiers(name, signal))),
    orNothing(functions.url(name, signal)),
  ]);
  return {
    stack: tags?.['aws:cloudformation:stack-name'],
    versions: qualifiers.filter(({ kind }) => kind === 'version').length,
    aliases: qualifiers.filter(({ kind }) => kind === 'alias').map((alias) => alias.name),
    url: url?.url,
    partly,
  };
}

/** In a sentence that can follow the question. */
export function whatGoes({ versions, aliases, url, partly }: Belongings): string {
  const parts = [
    'its code and configuration',
    ...(versions > 0 ? [versions === 1 ? 'its version' : `its ${versions} versions`] : []),
    ...(aliases.length > 0
      ? [`its ${aliases.length === 1 ? 'alias' : 'aliases'} ${aliases.join(', ')}`]
      : []),
    ...(url === undefined ? [] : [`its URL ${url}`]),
    ...(partly ? ['what could not be looked up of its versions, aliases and URL'] : []),
    'its permissions',
  ];
  return `With it go ${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}; they cannot be brought back.`;
}

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}
