import type { ListedEntry } from './entryId.ts';

/** Entries of one time, newest first. */
export interface Period {
  /** E.g. `Today` or `October 2026`. */
  readonly name: string;
  readonly ids: readonly string[];
}

/** Parts entries, newest first, by days, then months, of the machine's time zone. */
export function periodsOf(listed: readonly ListedEntry[], now: Date): readonly Period[] {
  const periods = new Map<string, string[]>();
  const nameOf = naming(now);
  for (const { id, startedAt } of listed) {
    const name = nameOf(startedAt);
    const ids = periods.get(name);
    if (ids) ids.push(id);
    else periods.set(name, [id]);
  }
  return [...periods].map(([name, ids]) => ({ name, ids }));
}

function naming(now: Date): (startedAt: number) => string {
  const midnight = (daysAgo: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo).getTime();
  const days = [
    { name: 'Today', from: midnight(0) },
    { name: 'Yesterday', from: midnight(1) },
    { name: 'Last 7 Days', from: midnight(7) },
  ];
  const month = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric' });
  return (startedAt) => days.find(({ from }) => startedAt >= from)?.name ?? month.format(startedAt);
}
