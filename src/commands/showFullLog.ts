import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import { readResponseTarget } from './flows/finishedResponse.ts';
import { followLog } from './flows/followLog.ts';

/** Opens all that one invocation logged, the last one or the one that is named, also of a queued event. */
export async function showFullLog(
  app: Pick<App, 'connection' | 'invocations' | 'show'>,
  target?: unknown,
): Promise<void> {
  const { id } = readResponseTarget(target);
  const finished = app.invocations.finished(id);
  if (!finished) {
    throw new UserError(
      id === undefined
        ? 'Nothing was invoked in this window yet. Open a payload file and run Invoke Payload File.'
        : `Invocation #${id} is no longer kept: only the last ten of this window are. Tail Logs shows what its function logs from now on.`,
    );
  }
  const { functionName } = finished.request;
  const requestId = 'requestId' in finished.outcome ? finished.outcome.requestId : undefined;
  if (requestId === undefined) {
    throw new UserError(
      `This invocation of ${functionName} has no request id to find its log by. Tail Logs shows what the function logs from now on.`,
    );
  }
  const { connection } = finished.request;
  if (connection !== undefined && connection !== app.connection.name) {
    throw new UserError(
      `This invocation of ${functionName} ran on the connection ${connection}, and its log is there. Select that connection, then try again.`,
    );
  }
  const account = await app.connection.account();
  const place = finished.outcome.kind === 'answered' ? finished.outcome.logPlace : undefined;
  const group = place?.group ?? (await account.functions.logGroup(functionName));
  const heading = `log of request ${requestId} in ${group}; CloudWatch shows it with some delay`;
  const name = `${functionName} ${requestId.slice(0, 8)}.log`;
  await followLog(app, { name, heading, follow: false }, (signal) =>
    account.logs.ofRequest(group, requestId, finished.startedAt, signal, place?.stream),
  );
}
