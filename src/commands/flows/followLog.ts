import type { App } from '../../app.ts';
import type { LogEvent } from '../../aws/logEvent.ts';
import { layOutLog } from '../../aws/logLines.ts';
import { isCancelled } from '../../errors.ts';
import { localTime } from '../../payload/timeInWords.ts';

export interface FollowedLog {
  readonly name: string;
  readonly heading: string;
  readonly follow: boolean;
  /** Whether each event begins with its time. */
  readonly times?: boolean;
}

/**
 * Writes events into a document as they come, until they end or the person closes the document or
 * stops it. A failure is told in the document too, which would else look as if nothing were logged.
 */
export async function followLog(
  { show }: Pick<App, 'show'>,
  { name, heading, follow, times = false }: FollowedLog,
  events: (signal: AbortSignal) => AsyncIterable<readonly LogEvent[]>,
): Promise<void> {
  const document = await show.live(name, { follow });
  document.append(`── ${heading}\n`);
  try {
    for await (const page of events(document.closed)) {
      document.append(times ? page.map(timed).join('') : layOutLog(page.map(line).join('')));
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

function line({ message }: LogEvent): string {
  return `${message.replace(/\r?\n$/, '')}\n`;
}

function timed(event: LogEvent): string {
  return `${localTime(new Date(event.timestamp))}  ${layOutLog(line(event))}`;
}
