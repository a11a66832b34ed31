import type { App } from '../../app.ts';
import type { Entry } from '../../history/entry.ts';
import { targetName } from '../../payload/binding.ts';
import { localTime } from '../../payload/timeInWords.ts';
import type { Agreed } from '../invoking/invoke.ts';
import { confirmChange } from './askIfProtected.ts';

/**
 * One question before an invocation of the history is repeated that may have run, although no answer
 * came, or that was in another place. Answers what was agreed to. Throws `Cancelled`.
 */
export async function askBeforeRepeating(
  app: Pick<App, 'connection' | 'prompts'>,
  entry: Entry,
): Promise<Agreed> {
  const { place } = entry;
  const { connection } = app;
  const { target } = await connection.account();
  const now = { connection: connection.name, accountId: target.accountId, region: target.region };
  const isSame =
    place.connection === now.connection &&
    sameIfKnown(place.accountId, now.accountId) &&
    sameIfKnown(place.region, now.region);
  const doubt = doubtOf(entry);
  if (isSame && doubt === undefined) return {};
  const said = doubt ?? `${targetName(entry.request)} was invoked on ${inWords(place)}.`;
  await confirmChange(app, {
    message: `${said} ${isSame ? 'Invoke it once more?' : `Invoke it on ${inWords(now)} instead?`}`,
    ...(doubt !== undefined && {
      detail: 'Its row in the history leads to what the function logged around that time.',
    }),
    action: isSame ? 'Invoke Once More' : 'Invoke There',
  });
  return { asked: true, again: entry.outcome.kind === 'running' };
}

/** That it may have run, or runs; undefined when it is known how it ended. */
function doubtOf({ request, place, startedAt, outcome }: Entry): string | undefined {
  const name = targetName(request);
  const at = localTime(new Date(startedAt)).slice(0, -4);
  if (request.type === 'DryRun') return undefined;
  switch (outcome.kind) {
    case 'running':
      return `${name} is running on ${inWords(place)} since ${at}.`;
    case 'unanswered':
    case 'lost':
      return `${name} was sent on ${inWords(place)} at ${at} and may have run: no answer came.`;
    default:
      return undefined;
  }
}

function sameIfKnown(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

function inWords({ connection, accountId, region }: Omit<Entry['place'], 'endpoint'>): string {
  return [connection, accountId, region].filter((part) => part !== undefined).join(' · ');
}
