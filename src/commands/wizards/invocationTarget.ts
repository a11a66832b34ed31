import type { Choice } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import { UserError } from '../../errors.ts';
import type { Entry } from '../../history/entry.ts';
import type { History } from '../../history/history.ts';
import { outcomeInWords } from '../../history/outcomeInWords.ts';
import { targetName } from '../../payload/binding.ts';
import { localTime } from '../../payload/timeInWords.ts';
import { invokeFix } from '../invoking/invokeFix.ts';

/** The id of a row of the History view, or of `{ id }`. */
export function idOfInvocation(target: unknown): string | undefined {
  const { kind, id }: Readonly<Record<string, unknown>> = Object(target);
  return idOfRow(target) ?? (kind === undefined && typeof id === 'string' ? id : undefined);
}

export function idOfRow(target: unknown): string | undefined {
  const { kind, entry }: Readonly<Record<string, unknown>> = Object(target);
  const { id }: Readonly<Record<string, unknown>> = Object(entry);
  return kind === 'invocation' && typeof id === 'string' ? id : undefined;
}

/** The ids of all rows that are selected: VS Code gives them beside the one that was clicked. */
export function idsOfInvocations(target: unknown, selection: unknown): readonly string[] {
  const all = Array.isArray(selection) && selection.length > 0 ? selection : [target];
  return [...new Set(all.flatMap((each) => idOfInvocation(each) ?? []))];
}

/** The invocation of a row, else one of the history that is asked for. */
export async function invocationTarget(
  app: Pick<App, 'history' | 'prompts'>,
  target: unknown,
  prompt: string,
): Promise<string> {
  const id = idOfInvocation(target);
  if (id !== undefined) return id;
  const history = await app.history();
  const listed = await history.list();
  if (listed.length === 0) throw emptyHistory();
  return app.prompts.pick({
    prompt,
    choices: choices(
      history,
      listed.map((each) => each.id),
    ),
  });
}

/** When there is nothing to choose from. */
export function emptyHistory(): UserError {
  return new UserError(
    'The history is empty. Open a payload file and run Invoke Payload File; or look whether the setting lambdaBench.history.keep is off.',
    { fix: invokeFix },
  );
}

/** Entries of the history as they are read, a page at a time. */
export async function* entriesOf(
  history: History,
  ids: readonly string[],
): AsyncIterable<readonly Entry[]> {
  for (let start = 0; start < ids.length; start += atOnce) {
    yield await history.read(ids.slice(start, start + atOnce));
  }
}

const atOnce = 200;

async function* choices(
  history: History,
  ids: readonly string[],
): AsyncIterable<readonly Choice<string>[]> {
  for await (const page of entriesOf(history, ids)) {
    yield page.map(({ id, startedAt, request, payloadName, place, outcome }) => ({
      label: targetName(request),
      description: outcomeInWords(outcome),
      detail: `${localTime(new Date(startedAt))} · ${payloadName} · ${place.connection}`,
      value: id,
    }));
  }
}
