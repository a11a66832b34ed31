import type { StoredLogEvent } from '../../store/logs/logReader.ts';

export interface EventPage {
  /** In their order, however the page was asked for. */
  readonly events: readonly StoredLogEvent[];
  /** Whether there are others beyond. */
  readonly more: boolean;
}

/** Bytes of events on one page, each counted with 26 more than its message. */
const pageBytes = 1_048_576;

/**
 * The first events, or the last ones, of what comes in no order: as many as fit on a page. No more than
 * a few pages are in memory at a time.
 */
export async function pageOfEvents(
  parts: AsyncIterable<readonly StoredLogEvent[]>,
  limit: number,
  from: 'first' | 'last',
): Promise<EventPage> {
  const sign = from === 'first' ? 1 : -1;
  let kept: StoredLogEvent[] = [];
  let bytes = 0;
  let more = false;
  const cut = (): void => {
    kept.sort((one, other) => (one.id < other.id ? -sign : sign));
    bytes = 0;
    const end = kept.findIndex((event, index) => {
      bytes += sizeOf(event);
      return index === limit || (index > 0 && bytes > pageBytes);
    });
    if (end >= 0) {
      more = true;
      kept = kept.slice(0, end);
    }
  };
  for await (const part of parts) {
    for (const event of part) {
      kept.push(event);
      bytes += sizeOf(event);
    }
    if (kept.length > limit || bytes > pageBytes) cut();
  }
  cut();
  return { events: from === 'first' ? kept : kept.reverse(), more };
}

/** An estimate for most texts: bytes of the message as UTF-8 are never fewer. */
function sizeOf({ message }: StoredLogEvent): number {
  return Buffer.byteLength(message) + 26;
}
