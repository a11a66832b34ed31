import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { FunctionSummary } from '../../aws/lambdaFunction.ts';
import { isUserError, UserError } from '../../errors.ts';
import { count } from '../../payload/sizeInWords.ts';

/** So many requests at a time leave room for others: Lambda answers 15 in a second for a whole account. */
const atATime = 4;

/** The values of one tag, by ARN, of all functions; after a question that says what that costs. */
export async function readTags(
  app: Pick<App, 'connection' | 'progress' | 'prompts'>,
  key: string,
): Promise<ReadonlyMap<string, string>> {
  const account = await app.connection.account();
  const functions = await app.progress.run('Listing functions', ({ signal }) =>
    listAll(account, signal),
  );
  await app.prompts.confirm({
    message: `Read the tags of ${count(functions.length)} functions?`,
    detail: `This takes ${count(functions.length)} requests, as Lambda tells the tags of one function at a time. It answers about 15 requests a second to a whole account, other tools of yours included.`,
    action: 'Read Tags',
  });
  return app.progress.run('Reading tags', async ({ signal, report }) => {
    const values = new Map<string, string>();
    const left = [...functions];
    let refused: UserError | undefined;
    const work = async () => {
      for (let next = left.shift(); next; next = left.shift()) {
        signal.throwIfAborted();
        try {
          const { [key]: value } = await account.functions.tags(next.arn, signal);
          if (value !== undefined) values.set(next.arn, value);
        } catch (error) {
          // One function may be out of reach, or have gone; when it is all of them, that is said.
          if (!isUserError(error)) throw error;
          refused = error;
        }
        report(`${count(functions.length - left.length)} of ${count(functions.length)}`);
      }
    };
    await Promise.all(Array.from({ length: atATime }, work));
    if (values.size === 0 && refused) throw refused;
    if (values.size === 0)
      throw new UserError(`No function has the tag ${key}. Choose another one.`);
    return values;
  });
}

async function listAll(account: Account, signal: AbortSignal): Promise<FunctionSummary[]> {
  const all: FunctionSummary[] = [];
  for await (const page of account.functions.list(signal)) all.push(...page);
  return all;
}
