import type { Item } from './item.ts';
import type { Journal } from './journal.ts';

/** Of the events that are held in memory: larger groups end early. */
const mostBytes = 1024 * 1024;

/**
 * The items, once the disk has the record that they are about to be sent: group by group, the next one
 * while the one before it is being sent, so that nobody waits for the disk.
 */
export async function* recordAhead(
  items: AsyncIterable<Item>,
  journal: Pick<Journal, 'aboutToSend'>,
  groupSize: number,
): AsyncGenerator<Item> {
  const source = items[Symbol.asyncIterator]();

  async function record(): Promise<Group> {
    const group = await readGroup(source, groupSize);
    const keys = group.items.flatMap((item) => ('payload' in item ? [item.key] : []));
    if (keys.length > 0) await journal.aboutToSend(keys);
    return group;
  }

  let next = record();
  try {
    for (;;) {
      const { items, end } = await next;
      if (!end) {
        next = record();
        // Thrown when its turn comes.
        next.catch(() => undefined);
      }
      yield* items;
      if (end) return end();
    }
  } finally {
    await next.catch(() => undefined);
    await source.return?.();
  }
}

interface Group {
  readonly items: readonly Item[];
  /** Set when no more can be read: ends as the source did, after the items before. */
  readonly end?: () => void;
}

async function readGroup(source: AsyncIterator<Item>, most: number): Promise<Group> {
  const items: Item[] = [];
  let bytes = 0;
  while (items.length < most && bytes < mostBytes) {
    try {
      const next = await source.next();
      if (next.done) return { items, end: () => undefined };
      items.push(next.value);
      if ('payload' in next.value) bytes += next.value.payload.byteLength;
    } catch (error) {
      const end = () => {
        throw error;
      };
      return { items, end };
    }
  }
  return { items };
}
