import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumArguments, findChromium } from './chromium.ts';
import { startServer } from './server.ts';
import type { Version } from './version.ts';

export interface HostTests {
  readonly version: Version;
  /** Runs only tests whose full name has this in it. */
  readonly only?: string | undefined;
  /** Gets the counts as JSON. */
  readonly results: string;
}

const root = path.resolve(import.meta.dirname, '../..');
const bundle = path.join(root, 'dist-test/host/index.js');
const fixture = path.join(root, 'test/fixtures/workspace');

/**
 * Runs dist-test/host inside the extension host of a real VS Code, and prints what it prints. By the
 * server build and a browser, or by desktop VS Code where LAMBDA_BENCH_VSCODE is `desktop`.
 */
export async function runHostTests(run: HostTests): Promise<void> {
  const home = await mkdtemp(path.join(tmpdir(), 'lambda-bench-host-'));
  const report = path.join(home, 'report.txt');
  const env = {
    XDG_DATA_HOME: path.join(home, 'data'),
    LAMBDA_BENCH_TEST_RESULTS: run.results,
    LAMBDA_BENCH_TEST_REPORT: report,
    ...(run.only ? { LAMBDA_BENCH_TEST_ONLY: run.only } : {}),
  };
  const workspace = path.join(home, 'workspace');
  try {
    await cp(fixture, workspace, { recursive: true });
    if (process.env['LAMBDA_BENCH_VSCODE'] === 'desktop') await onDesktop(run, workspace, env);
    else await inBrowser(run, workspace, env);
  } finally {
    console.log(await readFile(report, 'utf8').catch(() => 'The tests did not begin.'));
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function inBrowser(run: HostTests, workspace: string, env: NodeJS.ProcessEnv): Promise<void> {
  const executablePath = await findChromium();
  const dataFolder = path.join(path.dirname(workspace), 'server');
  const server = await startServer({ version: run.version, dataFolder, env, testDriver: true });
  try {
    const browser = await chromium.launch({ executablePath, args: chromiumArguments() });
    try {
      const page = await browser.newPage();
      // The workbench calls both: with what it and the extension host log, and with how the tests ended.
      const log: string[] = [];
      await page.exposeFunction('codeAutomationLog', (level: string, args: unknown[]) => {
        log.push(`${level}: ${format(...args)}`);
      });
      const status = new Promise<number>((resolve, reject) => {
        const fail = (what: string) => () => reject(new Error(`${what}\n${tail(log)}`));
        page.once('crash', fail('The page of VS Code crashed.'));
        setTimeout(fail('The tests in the extension host never ended.'), limit).unref();
        page.exposeFunction('codeAutomationExit', resolve).catch(reject);
      });
      await page.goto(server.windowUrl({ workspace, tests: { extension: root, bundle } }));
      if ((await status) !== 0 && !existsSync(run.results)) {
        throw new Error(`The tests in the extension host broke off.\n${tail(log)}`);
      }
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

const limit = 5 * 60_000;

function tail(log: readonly string[]): string {
  return log.slice(-40).join('\n');
}

/** Unverified where the download of VS Code is out of reach. */
async function onDesktop(run: HostTests, workspace: string, env: NodeJS.ProcessEnv): Promise<void> {
  const { runTests } = await import('@vscode/test-electron');
  await runTests({
    version: run.version.version,
    extensionDevelopmentPath: root,
    extensionTestsPath: bundle,
    extensionTestsEnv: env,
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
  });
}
