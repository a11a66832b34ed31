import type { App } from '../../app.ts';
import type { Entry } from '../../history/entry.ts';
import { targetName } from '../../payload/binding.ts';
import { confirmChange } from './askIfProtected.ts';

/**
 * A question before an invocation of the history is repeated in another place than it was in. Answers
 * whether it was asked: a protected connection needs no second one. Throws `Cancelled`.
 */
export async function askIfElsewhere(
  app: Pick<App, 'connection' | 'prompts'>,
  { place, request }: Entry,
): Promise<boolean> {
  const { connection } = app;
  const { target } = await connection.account();
  const now = { connection: connection.name, accountId: target.accountId, region: target.region };
  const isSame =
    place.connection === now.connection &&
    sameIfKnown(place.accountId, now.accountId) &&
    sameIfKnown(place.region, now.region);
  if (isSame) return false;
  const name = targetName(request);
  await confirmChange(app, {
    message: `${name} was invoked on ${inWords(place)}. Invoke it on ${inWords(now)} instead?`,
    action: 'Invoke There',
  });
  return true;
}

function sameIfKnown(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

function inWords({ connection, accountId, region }: Omit<Entry['place'], 'endpoint'>): string {
  return [connection, accountId, region].filter((part) => part !== undefined).join(' · ');
}
