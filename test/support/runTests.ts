import { writeFile } from 'node:fs/promises';

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
  /** Takes what the reporter says, instead of the console. */
  readonly report?: (format: string, ...values: unknown[]) => void;
}

/** Runs test files by mocha; a skipped test and a left-over `only` count as failed. */
export async function runTests(run: TestRun): Promise<Counts> {
  // Not a static import, which the bundle for the extension host would turn into a `require`.
  const { default: Mocha } = await import('mocha');
  if (run.report) Mocha.reporters.Base.consoleLog = run.report;
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
