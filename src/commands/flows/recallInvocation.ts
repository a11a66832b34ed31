import type { Report } from '../../app/show.ts';
import type { App } from '../../app.ts';
import type { WholeEntry } from '../../history/entry.ts';
import { mapPaths } from '../invoking/mapPaths.ts';
import { idOfRow } from '../wizards/invocationTarget.ts';
import { type ResponseTarget, readResponseTarget } from './finishedResponse.ts';

/** The report of a kept invocation, as it was told then; its links lead to what was kept. */
export function recallInvocation(
  app: Pick<App, 'invocations' | 'state' | 'workspace'>,
  { entry, outcome }: WholeEntry,
): Report {
  const { request, place, startedAt, payloadName, payloadSize, notes } = entry;
  const { functionName, qualifier, type } = request;
  const { connection, accountId, region } = place;
  return {
    id: app.invocations.recall({ request: { ...request, connection }, startedAt, outcome }),
    ...{ functionName, qualifier, connection, accountId, region },
    ...{ startedAt: new Date(startedAt), type, payloadName, payloadSize },
    ...(outcome.kind === 'answered' && outcome.stream && { streamed: true }),
    notes: [...notes, 'from the history'],
    outcome,
    recalled: true,
    mapPaths: mapPaths(
      app,
      region === undefined ? undefined : { connection, region },
      functionName,
    ),
  };
}

/** Which answer: a row of the history's, else what a link or a key binding says. */
export async function recallTarget(
  app: Pick<App, 'history' | 'invocations' | 'state' | 'workspace'>,
  target: unknown,
): Promise<ResponseTarget> {
  const id = idOfRow(target);
  if (id === undefined) return readResponseTarget(target);
  const history = await app.history();
  return { id: recallInvocation(app, await history.whole(id)).id };
}
