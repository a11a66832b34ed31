import { writeFile } from 'node:fs/promises';
import Mocha from 'mocha';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export interface TestRun {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Runs only tests whose full name has this in it. */
  readonly only?: string | undefined;
  /** For each test and hook, in ms. */
  readonly timeout?: number;
  /** A file that gets the counts as JSON when the run is over, so that a run that broke has none. */
  readonly results?: string | undefined;
}

/** Runs test files by mocha; a skipped test and a left-over `only` count as failed. */
export async function runTests(run: TestRun): Promise<Counts> {
  const mocha = new Mocha({
    ui: 'tdd',
    color: true,
    timeout: run.timeout ?? 20_000,
    forbidOnly: true,
    forbidPending: true,
    ...(run.only ? { fgrep: run.only } : {}),
  });
  for (const file of run.files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const counts = await new Promise<Counts>((resolve) => {
    const runner = mocha.run(() => {
      resolve({ passed: runner.stats?.passes ?? 0, failed: runner.stats?.failures ?? 0 });
    });
  });
  if (run.results) await writeFile(run.results, JSON.stringify(counts));
  return counts;
}
