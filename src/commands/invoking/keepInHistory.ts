import type { Report } from '../../app/show.ts';
import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { Request } from '../../history/invocations.ts';

export interface Ended {
  readonly report: Report;
  readonly request: Request;
  /** Undefined when the connection could not be opened. */
  readonly account: Account | undefined;
  /** What was sent. */
  readonly payload: Uint8Array;
}

/** Keeps what was sent, where to, and what came of it: nothing of the credentials. */
export async function keepInHistory(
  app: Pick<App, 'history'>,
  { report, request, account, payload }: Ended,
): Promise<void> {
  const { connection, accountId, region, payloadName, notes, outcome, startedAt } = report;
  const history = await app.history();
  await history.record({
    startedAt: startedAt.getTime(),
    place: { connection, accountId, region, endpoint: withoutUser(account?.target.endpoint) },
    ...{ request, payloadName, notes, payload, outcome },
  });
}

/** A URL may hold a password. */
function withoutUser(endpoint: string | undefined): string | undefined {
  if (endpoint === undefined || !URL.canParse(endpoint)) return undefined;
  const { protocol, host, pathname } = new URL(endpoint);
  return `${protocol}//${host}${pathname}`.replace(/\/$/, '');
}
