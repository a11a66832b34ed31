import { ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { Cancelled } from '../errors.ts';
import type { Identity } from './account.ts';
import { asUserError } from './asUserError.ts';
import type { Clients } from './clients.ts';
import type { LearningTarget } from './learningTarget.ts';

export type LookUpIdentity = (signal?: AbortSignal) => Promise<Identity>;

/** How long the alias may take, without which there is an account's id too; ms. */
const patience = 3_000;

/** Asks once who is asking; a failure is not remembered. */
export function createIdentity(
  { sts, iam }: Pick<Clients, 'sts' | 'iam'>,
  target: LearningTarget,
): LookUpIdentity {
  let looking: Promise<Identity> | undefined;

  async function lookUp(): Promise<Identity> {
    const attempt = {
      target,
      doing: `look up the account of ${target.connection}`,
      thing: target.connection,
      action: 'sts:GetCallerIdentity',
    };
    const { Account = '', Arn = '' } = await asUserError(attempt, undefined, () =>
      sts.send(new GetCallerIdentityCommand()),
    );
    target.learnAccount(Account);
    return { accountId: Account, arn: Arn, alias: await lookUpAlias(iam) };
  }

  return (signal) => {
    looking ??= lookUp().catch((error: unknown) => {
      looking = undefined;
      throw error;
    });
    // Others may be waiting for the same answer, so that a cancelled one only stops waiting.
    return signal ? unlessAborted(looking, signal) : looking;
  };
}

/** Few identities may read it, and nothing depends on it. */
async function lookUpAlias(iam: Clients['iam']): Promise<string | undefined> {
  try {
    const abortSignal = AbortSignal.timeout(patience);
    const { AccountAliases } = await iam.send(new ListAccountAliasesCommand(), { abortSignal });
    return AccountAliases?.[0];
  } catch {
    return undefined;
  }
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = () => reject(new Cancelled());
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  });
}
