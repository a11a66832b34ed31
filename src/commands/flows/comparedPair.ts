import type { ShownDocument } from '../../app/show.ts';
import type { App } from '../../app.ts';
import { UserError } from '../../errors.ts';
import type { Entry, WholeEntry } from '../../history/entry.ts';
import { localTime } from '../../payload/timeInWords.ts';
import { entriesOf, idsOfInvocations, invocationTarget } from '../wizards/invocationTarget.ts';

/**
 * Two invocations of the history, the older first: the two that are selected; else the one of the
 * target and the one before it of the same function and payload file.
 */
export async function comparedPair(
  app: Pick<App, 'history' | 'prompts'>,
  target: unknown,
  selection: unknown,
): Promise<readonly [WholeEntry, WholeEntry]> {
  const selected = idsOfInvocations(target, selection);
  if (selected.length > 2) {
    throw new UserError(
      `${selected.length} invocations are selected: select two of them to compare.`,
    );
  }
  const history = await app.history();
  const newer =
    selected.length === 2
      ? later(selected)
      : await invocationTarget(app, selected[0] && { id: selected[0] }, 'Invocation to compare');
  const right = await history.whole(newer);
  const older =
    selected.find((id) => selected.length === 2 && id !== newer) ??
    (await before(app, right.entry));
  return [await history.whole(older), right];
}

/** What stands in the title of a diff and in its documents' names. */
export function comparedTitle([older, newer]: readonly [WholeEntry, WholeEntry]): string {
  const [left, right] = [older, newer].map(({ entry }) => clock(entry));
  const [one, other] = [older, newer].map(({ entry }) => entry.request.functionName);
  return one === other ? `${one}: ${left} ↔ ${right}` : `${one} ${left} ↔ ${other} ${right}`;
}

/** Of a side of a diff. */
export function comparedName({ entry }: WholeEntry, what: string): ShownDocument['name'] {
  return `${entry.request.functionName} ${what} ${clock(entry).replaceAll(':', '.')}`;
}

function clock({ startedAt }: Entry): string {
  return localTime(new Date(startedAt)).slice(0, -4);
}

/** Ids begin with their time. */
function later(ids: readonly string[]): string {
  return ids.toSorted().at(-1) ?? '';
}

async function before(app: Pick<App, 'history'>, { id, request }: Entry): Promise<string> {
  const history = await app.history();
  const older = (await history.list()).map((each) => each.id).filter((each) => each < id);
  for await (const page of entriesOf(history, older)) {
    const found = page.find(
      (entry) =>
        entry.request.functionName === request.functionName && entry.request.path === request.path,
    );
    if (found) return found.id;
  }
  throw new UserError(
    `The history has no earlier invocation of ${request.functionName} with this payload to compare with. Select two invocations, then compare.`,
  );
}
