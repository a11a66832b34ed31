import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInBrowserHost } from './browserHost.ts';
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
    NODE_EXTRA_CA_CERTS: path.join(root, 'test/fixtures/tls/extra-authority.pem'),
    // On Linux, where Node looks for the certificates of the system.
    SSL_CERT_FILE: path.join(root, 'test/fixtures/tls/system-authority.pem'),
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
  const { version } = run;
  const dataFolder = path.join(path.dirname(workspace), 'server');
  const { status, log } = await runInBrowserHost({
    ...{ version, extension: root, bundle, workspace, dataFolder, env },
  });
  if (status !== 0 && !existsSync(run.results)) {
    throw new Error(`The tests in the extension host broke off.\n${log}`);
  }
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
