import type { App } from '../../app.ts';
import type { Entry, Place } from '../../history/entry.ts';
import { emptyHistory, entriesOf, idOfInvocation } from '../wizards/invocationTarget.ts';
import { functionOfRow } from '../wizards/target.ts';

/** A function of one account and region, as the history names it. */
export interface ChartedFunction extends Omit<Place, 'endpoint'> {
  readonly functionName: string;
}

/** Of a row of the Functions or the History view, else one of those in the history that is asked for. */
export async function chartedFunction(
  app: Pick<App, 'connection' | 'history' | 'prompts'>,
  target: unknown,
): Promise<ChartedFunction> {
  const row = functionOfRow(target);
  if (row) {
    // arn:aws:lambda:REGION:ACCOUNT:function:NAME
    const [, , , region, accountId] = row.arn.split(':');
    return { functionName: row.name, connection: app.connection.name, accountId, region };
  }
  const history = await app.history();
  const id = idOfInvocation(target);
  if (id !== undefined) return functionOf((await history.whole(id)).entry);
  const listed = (await history.list()).slice(0, lookedThrough).map((each) => each.id);
  const found = new Map<string, { charted: ChartedFunction; times: number }>();
  for await (const page of entriesOf(history, listed)) {
    for (const entry of page) {
      const charted = functionOf(entry);
      const key = JSON.stringify(charted);
      found.set(key, { charted, times: (found.get(key)?.times ?? 0) + 1 });
    }
  }
  if (found.size === 0) throw emptyHistory();
  return app.prompts.pick({
    prompt: 'Function whose charts are shown',
    choices: [...found.values()].map(({ charted, times }) => ({
      label: charted.functionName,
      description: [charted.connection, charted.accountId, charted.region]
        .filter((part) => part !== undefined)
        .join(' · '),
      detail: times === 1 ? '1 invocation' : `${times} invocations`,
      value: charted,
    })),
  });
}

/** Functions of the newest so many invocations are offered. */
const lookedThrough = 1000;

export function isOf(charted: ChartedFunction, entry: Entry): boolean {
  const other = functionOf(entry);
  const same = (one: string | undefined, another: string | undefined) =>
    one === undefined || another === undefined || one === another;
  return (
    charted.functionName === other.functionName &&
    charted.connection === other.connection &&
    // What a connection's account is may not have been known yet.
    same(charted.accountId, other.accountId) &&
    same(charted.region, other.region)
  );
}

function functionOf({ request, place }: Entry): ChartedFunction {
  const { connection, accountId, region } = place;
  // A binding may hold an ARN.
  const functionName = request.functionName.split(':').at(-1) ?? request.functionName;
  return { functionName, connection, accountId, region };
}
