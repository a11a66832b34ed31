import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import type { Finished } from '../history/invocations.ts';
import { localTime } from '../payload/timeInWords.ts';
import { readResponseTarget } from './flows/finishedResponse.ts';
import { followLog } from './flows/followLog.ts';
import { nothingInvoked } from './invoking/invokeFix.ts';

/**
 * Opens all that one invocation logged, the last one or the one that is named, also of a queued event. Of
 * one that no answer came of: what its function logged in the time that it may have run in.
 */
export async function showFullLog(
  app: Pick<App, 'connection' | 'invocations' | 'show'>,
  target?: unknown,
): Promise<void> {
  const { id } = readResponseTarget(target);
  const finished = app.invocations.finished(id);
  if (!finished) {
    if (id === undefined) throw nothingInvoked();
    throw new UserError(
      `Invocation #${id} is no longer kept: only the last ten of this window are. Tail Logs shows what its function logs from now on.`,
    );
  }
  const { functionName } = finished.request;
  const requestId = 'requestId' in finished.outcome ? finished.outcome.requestId : undefined;
  if (requestId === undefined && !mayHaveRun(finished.outcome)) {
    throw new UserError(
      `This invocation of ${functionName} has no request id to find its log by. Tail Logs shows what the function logs from now on.`,
      { fix: { title: 'Tail Logs', command: 'lambdaBench.tailLogs' } },
    );
  }
  const { connection } = finished.request;
  if (connection !== undefined && connection !== app.connection.name) {
    throw new UserError(
      `This invocation of ${functionName} ran on the connection ${connection}, and its log is there. Select that connection, then try again.`,
      { fix: { title: 'Select Connection', command: 'lambdaBench.selectConnection' } },
    );
  }
  const account = await app.connection.account();
  const place = finished.outcome.kind === 'answered' ? finished.outcome.logPlace : undefined;
  const group = place?.group ?? (await account.functions.logGroup(functionName));
  if (requestId === undefined) {
    const { startedAt } = finished;
    const at = localTime(new Date(startedAt));
    const heading = `what ${functionName} logged around ${at}, in ${group}: find what was sent by its time`;
    const log = { name: `${functionName}.log`, heading, follow: false, times: true };
    await followLog(app, log, (signal) =>
      account.logs.follow(group, startedAt - before, signal, startedAt + after),
    );
    return;
  }
  const heading = `log of request ${requestId} in ${group}; CloudWatch shows it with some delay`;
  const name = `${functionName} ${requestId.slice(0, 8)}.log`;
  await followLog(app, { name, heading, follow: false }, (signal) =>
    account.logs.ofRequest(group, requestId, finished.startedAt, signal, place?.stream),
  );
}

/** Nobody knows, as no answer came. */
function mayHaveRun({ kind }: Finished['outcome']): boolean {
  return kind === 'lost' || kind === 'cancelled' || kind === 'running' || kind === 'unanswered';
}

/** Clocks differ by some seconds; ms. */
const before = 10_000;
/** A function runs for 15 minutes at most; ms. */
const after = 16 * 60_000;
