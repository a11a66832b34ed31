import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { functionCharts } from '../../src/commands/flows/functionCharts.ts';
import { mostCharted } from '../../src/commands/showCharts.ts';
import { writeEntry } from '../../src/history/entryFile.ts';
import { newId } from '../../src/history/entryId.ts';
import type { History } from '../../src/history/history.ts';
import { periodsOf } from '../../src/history/periods.ts';
import { openStore } from '../../src/history/store.ts';
import { historyRow } from '../../src/views/rows/historyRow.ts';
import { newEntry } from '../support/historyEntries.ts';
import { type Figure, median } from './figure.ts';
import { timed } from './support/sideBySide.ts';

const count = 10_000;
/** What the view reads before it shows a period. */
const firstRows = 100;
const rounds = 15;

/** What the History view does when it is opened, with all entries of today: the most in one period. */
export async function measure(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lambda-bench-history-'));
  try {
    await fill(path.join(folder, 'entries'));
    const history = openStore({
      folder,
      limits: () => ({ entries: 2 * count, size: 2 ** 40, age: 2 ** 40 }),
      log: (message) => console.error(message),
      onFailure: (message) => console.error(message),
    });
    const opened: number[] = [];
    const kept: number[] = [];
    const charted: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const times = {
        opened: await timed(() => openView(history)),
        kept: await timed(() => history.record(newEntry())),
        charted: await timed(() => chart(history)),
      };
      if (round === 0) continue; // Nothing is compiled yet.
      opened.push(times.opened);
      kept.push(times.kept);
      charted.push(times.charted);
    }
    return [
      {
        what: 'history with 10,000 entries: opened',
        ...{ measured: median(opened), unit: 'ms', budget: 200 },
      },
      { what: 'history with 10,000 entries: one more kept', measured: median(kept), unit: 'ms' },
      { what: 'charts of the newest 1,000 of them', measured: median(charted), unit: 'ms' },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const now = Date.now();
  for (let index = 0; index < count; index += 1) {
    const startedAt = now - index;
    const { file, size } = writeEntry(newEntry({ startedAt }));
    await writeFile(path.join(folder, `${newId(startedAt, size)}.entry`), file);
  }
}

async function openView(history: History): Promise<void> {
  const [today] = periodsOf(await history.list(), new Date());
  const entries = await history.read(today?.ids.slice(0, firstRows) ?? []);
  const rows = entries.map((entry) => historyRow({ kind: 'invocation', entry }));
  if (rows.length !== firstRows) throw new Error(`${rows.length} rows were drawn.`);
}

async function chart(history: History): Promise<void> {
  const newest = (await history.list()).slice(0, mostCharted).map(({ id }) => id);
  const entries = await history.read(newest);
  const page = functionCharts({ functionName: 'orders', where: '' }, entries.toReversed());
  if (page.tables[1]?.rows.length !== mostCharted) throw new Error('Not all of it was drawn.');
}
