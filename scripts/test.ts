// Everything that has to hold, in the order of how fast it answers: npm test [-- --only unit|host|ui]
import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Counts } from '../test/support/runTests.ts';
import { findBoto3 } from './boto3.ts';
import { buildHostTests } from './buildHostTests.ts';
import { execute } from './execute.ts';
import { findChromium } from './vscode/chromium.ts';
import { runHostTests } from './vscode/hostTests.ts';
import { installServer } from './vscode/install.ts';
import { newest, oldest, type Version } from './vscode/version.ts';

/** A part of the run. When it throws, the parts that need it cannot run, and count as failed too. */
interface Step {
  readonly name: string;
  readonly needs?: readonly Step[];
  /** Answers nothing when it is one test by itself. */
  run(): Promise<Counts | undefined>;
}

const smoke = '@smoke';
/** They need a browser, but no VS Code. */
const browserTests = 'test/**/browser.test.ts';
const boto3Test = 'test/local/boto3.test.ts';
const results = await mkdtemp(path.join(tmpdir(), 'lambda-bench-results-'));

const typeCheck = command('Type check', 'tsc', '--noEmit');
const typeCheckPage = command(
  'Type check of the page',
  'tsc',
  '--project',
  'src/views/charts/page',
);
const lint = command('Lint', 'biome', 'check', '.');
const unused = command('Unused code', 'knip');
const build = command('Build', process.execPath, 'scripts/build.ts');
const unit: Step = {
  name: 'Unit tests',
  run: () => mocha(unitTests()),
};
const browser: Step = {
  name: 'Chromium',
  async run() {
    console.log(await findChromium());
    return undefined;
  },
};
const inBrowserAlone: Step = {
  name: 'Tests in a browser',
  needs: [browser],
  run: () => mocha(globSync(browserTests), { timeout: 60_000 }),
};
/** Not everybody who works on this has Python's SDK: where it is missing, the summary says so. */
const byBoto3: Step = {
  name: 'Tests by boto3',
  async run() {
    if (findBoto3() !== undefined) return mocha([boto3Test]);
    console.log('Not run: python3 has no boto3 that is new enough.');
    return { passed: 0, failed: 0 };
  },
};
const hostBundle: Step = {
  name: 'Build of the tests for the extension host',
  async run() {
    await buildHostTests();
    return undefined;
  },
};
const newestServer = server(newest);
const oldestServer = server(oldest);
const desktop = process.env['LAMBDA_BENCH_VSCODE'] === 'desktop';
const inHost = (version: Version, installed: Step, only?: string): Step => ({
  name: `Tests in the extension host, VS Code ${version.version}`,
  needs: [build, hostBundle, ...(desktop ? [] : [browser, installed])],
  run: () => counted((file) => runHostTests({ version, only, results: file })),
});
const inBrowser = (version: Version, installed: Step, only?: string): Step => ({
  name: `Tests of the user interface, VS Code ${version.version}`,
  needs: [build, browser, installed],
  run: () =>
    mocha(globSync('test/ui/**/*.test.ts'), {
      only,
      timeout: 180_000,
      timeLimit: 25 * 60_000,
      env: { LAMBDA_BENCH_VSCODE_VERSION: version.version },
    }),
});
const hostTests = [inHost(newest, newestServer), inHost(oldest, oldestServer, smoke)];
const uiTests = [inBrowser(newest, newestServer), inBrowser(oldest, oldestServer, smoke)];

const plans: Readonly<Record<string, readonly Step[]>> = {
  all: [
    ...[typeCheck, typeCheckPage, lint, unused, build, unit, byBoto3, browser, inBrowserAlone],
    ...[hostBundle, newestServer, oldestServer, hostTests, uiTests].flat(),
  ],
  unit: [typeCheck, typeCheckPage, lint, unused, build, unit, byBoto3],
  host: [build, browser, hostBundle, newestServer, oldestServer, ...hostTests],
  ui: [build, browser, inBrowserAlone, newestServer, oldestServer, ...uiTests],
};

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: 'string', default: 'all' } } });
  const plan = plans[values.only];
  if (!plan) {
    console.error(`--only takes one of ${Object.keys(plans).join(', ')}, not "${values.only}".`);
    return 2;
  }
  const broken = new Set<Step>();
  const table: { name: string; counts: Counts }[] = [];
  for (const step of plan) {
    console.log(`\n── ${step.name}`);
    const counts = await attempt(step, broken);
    table.push({ name: step.name, counts });
  }
  await rm(results, { recursive: true, force: true });

  console.log('\n── Summary');
  for (const { name, counts } of table) {
    const mark = counts.failed > 0 ? '✖' : counts.passed > 0 ? '✔' : '– not run:';
    console.log(`${mark} ${name}: ${counts.passed} passed, ${counts.failed} failed`);
  }
  const passed = sum(table.map(({ counts }) => counts.passed));
  const failed = sum(table.map(({ counts }) => counts.failed));
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

async function attempt(step: Step, broken: Set<Step>): Promise<Counts> {
  const missing = step.needs?.filter((need) => broken.has(need)) ?? [];
  try {
    if (missing.length > 0) {
      throw new Error(`Cannot run without: ${missing.map(({ name }) => name).join(', ')}.`);
    }
    return (await step.run()) ?? { passed: 1, failed: 0 };
  } catch (error) {
    broken.add(step);
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

function command(name: string, program: string, ...args: string[]): Step {
  return {
    name,
    async run() {
      await execute(program, args);
      return undefined;
    },
  };
}

function server(version: Version): Step {
  return {
    name: `VS Code ${version.version}`,
    async run() {
      const { serverMain } = await installServer(version);
      console.log(path.relative('.', serverMain));
      return undefined;
    },
  };
}

function unitTests(): string[] {
  const elsewhere = ['test/host/**', 'test/ui/**', 'test/bench/**', 'test/fixtures/**'];
  return globSync('test/**/*.test.ts', { exclude: [...elsewhere, browserTests, boto3Test] });
}

interface MochaOptions {
  readonly only?: string | undefined;
  /** Of one test; ms. */
  readonly timeout?: number;
  /** Of the whole run, which is ended when it hangs; ms. */
  readonly timeLimit?: number;
  readonly env?: NodeJS.ProcessEnv;
}

function mocha(
  files: readonly string[],
  { only, timeout, timeLimit = 20 * 60_000, env }: MochaOptions = {},
): Promise<Counts> {
  return counted(async (file) => {
    const args = ['scripts/mocha.ts', '--results', file];
    if (only) args.push('--only', only);
    if (timeout) args.push('--timeout', String(timeout));
    await execute(process.execPath, [...args, ...files], {
      env: { ...process.env, ...env },
      timeLimit,
    });
  });
}

/** The counts that a run of tests left. @throws what it threw when it left none, or found no test */
async function counted(run: (file: string) => Promise<void>): Promise<Counts> {
  const file = path.join(results, `${crypto.randomUUID()}.json`);
  const failure = await run(file).then(
    () => new Error('It ended without counts.'),
    (error: unknown) => error,
  );
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw failure;
  const counts: Counts = JSON.parse(text);
  if (counts.passed + counts.failed === 0) throw new Error('No test was found.');
  return counts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
