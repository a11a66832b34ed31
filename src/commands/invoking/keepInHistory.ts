import type { Report, ReportHead } from '../../app/show.ts';
import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { Outcome } from '../../aws/outcome.ts';
import { messageOf } from '../../errors.ts';
import type { NewEntry, SentEntry } from '../../history/entry.ts';
import type { Request } from '../../history/invocations.ts';

/** Keeps one invocation: from when it is sent on, so that an end of the window leaves a trace of it. */
export interface Keeper {
  /** For the moment before it leaves; a second time changes nothing. */
  sending(head: ReportHead, account: Account): void;
  /** The account is undefined when the connection could not be opened. */
  ended(
    report: Report & { readonly outcome: Outcome },
    account: Account | undefined,
  ): Promise<void>;
  /** What was sent and then ended by a fault of ours may have run all the same. */
  broken(error: unknown): Promise<void>;
}

/** Keeps what is sent, where to, and what comes of it: nothing of the credentials. */
export async function keepInHistory(
  app: Pick<App, 'history'>,
  request: Request,
  payload: Uint8Array,
): Promise<Keeper> {
  const history = await app.history();
  let sent: { readonly id: string | undefined; readonly entry: SentEntry } | undefined;

  const entryOf = (head: ReportHead, account: Account | undefined): SentEntry => {
    const { connection, accountId, region, payloadName, notes, startedAt } = head;
    const endpoint = withoutUser(account?.target.endpoint);
    return {
      startedAt: startedAt.getTime(),
      place: { connection, accountId, region, endpoint },
      ...{ request, payloadName, notes, payload },
    };
  };
  const record = (entry: NewEntry) => history.record(entry, sent?.id);

  return {
    sending(head, account) {
      // Of a dry run there is nothing to find out: nothing runs.
      if (sent || request.type === 'DryRun') return;
      const entry = entryOf(head, account);
      sent = { entry, id: history.sending(entry) };
    },
    ended: (report, account) => record({ ...entryOf(report, account), outcome: report.outcome }),
    async broken(error) {
      if (!sent) return;
      const elapsed = Date.now() - sent.entry.startedAt;
      const failure = { message: messageOf(error), advice: '', code: '' };
      await record({
        ...sent.entry,
        outcome: { kind: 'lost', elapsed, requestId: undefined, failure },
      });
    },
  };
}

/** A URL may hold a password. */
function withoutUser(endpoint: string | undefined): string | undefined {
  if (endpoint === undefined || !URL.canParse(endpoint)) return undefined;
  const { protocol, host, pathname } = new URL(endpoint);
  return `${protocol}//${host}${pathname}`.replace(/\/$/, '');
}
