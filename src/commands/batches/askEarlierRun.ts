import { basename } from 'node:path';
import type { App } from '../../app.ts';
import { type EarlierRun, readEarlierRun } from '../../batch/earlierRun.ts';
import { type Key, nameOf, namesOf } from '../../batch/item.ts';
import type { Plan } from '../../batch/journal.ts';
import { UserError } from '../../errors.ts';
import { count } from '../../payload/sizeInWords.ts';

/** How a run begins. */
export type Beginning =
  | { readonly kind: 'anew' }
  | {
      readonly kind: 'resumed';
      readonly settled: ReadonlySet<Key>;
      /** Not to be sent again although nobody knows how they ended. */
      readonly skipped: readonly Key[];
      /** Where the record of earlier runs ends; bytes. */
      readonly journalEnd: number;
    };

/** Names that a question shows. */
const mostNames = 8;

/** Asks what becomes of results that are there already. Throws `Cancelled`. */
export async function askEarlierRun(
  app: Pick<App, 'prompts' | 'show'>,
  results: string,
  plan: Plan,
  events: number,
): Promise<Beginning> {
  const earlier = await readEarlierRun(results, plan);
  const name = basename(results);
  switch (earlier.kind) {
    case 'none':
      return { kind: 'anew' };
    case 'running':
      throw new UserError(
        `A run that writes to ${name} is under way already (process ${earlier.process}). Wait for its end. If that process is no VS Code any more, delete ${name}.journal; what it was about to send is then forgotten.`,
      );
    case 'finished':
      return askToReplace(app, name, `${name} is there already.`);
    case 'damaged':
      return askToReplace(
        app,
        name,
        `${name} cannot be continued: ${earlier.what} is damaged, so it is not known what was sent.`,
      );
    case 'other':
      return askToReplace(
        app,
        name,
        earlier.what === 'source'
          ? `${name} belongs to other events: they have changed since, or it was another file.`
          : `${name} belongs to a run that was not finished and went elsewhere: ${earlier.plan.target}.`,
      );
    case 'resumable':
      return askToResume(app, name, earlier, events);
  }
}

async function askToReplace(
  { prompts }: Pick<App, 'prompts'>,
  name: string,
  why: string,
): Promise<Beginning> {
  await prompts.confirm({
    message: `${why} Start over?`,
    detail: `What ${name} holds is replaced, and every event is sent.`,
    action: 'Start Over',
  });
  return { kind: 'anew' };
}

async function askToResume(
  app: Pick<App, 'prompts' | 'show'>,
  name: string,
  { settled, unanswered, journal }: Extract<EarlierRun, { kind: 'resumable' }>,
  events: number,
): Promise<Beginning> {
  const rest = events - settled.size;
  if (rest <= 0 && unanswered.length === 0) {
    return askToReplace(app, name, `${name} is there already.`);
  }
  const resume = (skipped: readonly Key[]): Beginning => ({
    ...{ kind: 'resumed', settled, skipped, journalEnd: journal.end },
  });
  const inDoubt = count(unanswered.length);
  if (unanswered.length > 0) {
    const list = unanswered.map(nameOf).join('\n');
    app.show.block(`── sent by an earlier run, and no answer is known · ${name}\n${list}\n`, true);
  }
  const goOn =
    unanswered.length === 0
      ? [
          {
            label: 'Go on',
            detail: `${count(settled.size)} are done; ${count(rest)} are left and were not sent.`,
            icon: 'debug-continue',
            value: resume([]),
          },
        ]
      : [
          {
            label: `Go on, and leave out the ${inDoubt} in doubt`,
            detail: namesOf(unanswered, mostNames),
            icon: 'debug-continue',
            value: resume(unanswered),
          },
          {
            label: `Go on, and send the ${inDoubt} in doubt again`,
            detail: 'The function may run a second time for them.',
            icon: 'debug-restart',
            value: resume([]),
          },
        ];
  return app.prompts.pick({
    prompt:
      unanswered.length === 0
        ? 'An earlier run was not finished. Go on with it?'
        : `An earlier run was not finished: ${inDoubt} were sent and have no answer. Go on with it?`,
    choices: [
      ...goOn,
      {
        label: 'Start over',
        detail: `Every event is sent, and ${name} is replaced.`,
        icon: 'trash',
        value: { kind: 'anew' } as const,
      },
    ],
  });
}
