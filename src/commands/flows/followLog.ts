import type { App } from '../../app.ts';
import type { LogEvent } from '../../aws/account.ts';
import { layOutLog } from '../../aws/logLines.ts';
import { isCancelled } from '../../errors.ts';

/**
 * Writes events into a document as they come, until they end or the person closes the document or
 * stops it. A failure is told in the document too, which would else look as if nothing were logged.
 */
export async function followLog(
  { show }: Pick<App, 'show'>,
  { name, heading, follow }: { name: string; heading: string; follow: boolean },
  events: (signal: AbortSignal) => AsyncIterable<readonly LogEvent[]>,
): Promise<void> {
  const document = await show.live(name, { follow });
  document.append(`── ${heading}\n`);
  try {
    for await (const page of events(document.closed)) {
      const lines = page.map(({ message }) => `${message.replace(/\r?\n$/, '')}\n`);
      document.append(layOutLog(lines.join('')));
    }
    document.append('── end of the log\n');
  } catch (error) {
    if (!isCancelled(error)) {
      document.append('── the log ends here: it could not be read further\n');
      throw error;
    }
    document.append('── stopped\n');
  }
}
