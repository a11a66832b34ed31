import { format } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumArguments, findChromium } from './chromium.ts';
import { startServer } from './server.ts';
import type { Version } from './version.ts';

export interface HostRun {
  readonly version: Version;
  /** The folder of the extension under test. */
  readonly extension: string;
  /** The bundle whose `run` is called inside the extension host. */
  readonly bundle: string;
  readonly workspace: string;
  /** Where the server keeps its state. */
  readonly dataFolder: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface HostEnd {
  /** 0 when `run` resolved. */
  readonly status: number;
  /** The last that the workbench and the extension host logged. */
  readonly log: string;
}

/** Runs a bundle inside the extension host of VS Code's server build, which a browser opens. */
export async function runInBrowserHost(run: HostRun): Promise<HostEnd> {
  const { version, extension, bundle, workspace, dataFolder, env } = run;
  const executablePath = await findChromium();
  const server = await startServer({ version, dataFolder, env, testDriver: true });
  try {
    const browser = await chromium.launch({ executablePath, args: chromiumArguments() });
    try {
      const page = await browser.newPage();
      // The workbench calls both: with what it and the extension host log, and with how the run ended.
      const log: string[] = [];
      await page.exposeFunction('codeAutomationLog', (level: string, args: unknown[]) => {
        log.push(`${level}: ${format(...args)}`);
      });
      const status = new Promise<number>((resolve, reject) => {
        const fail = (what: string) => () => reject(new Error(`${what}\n${tail(log)}`));
        page.once('crash', fail('The page of VS Code crashed.'));
        setTimeout(fail('What runs in the extension host never ended.'), limit).unref();
        page.exposeFunction('codeAutomationExit', resolve).catch(reject);
      });
      await page.goto(server.windowUrl({ workspace, tests: { extension, bundle } }));
      return { status: await status, log: tail(log) };
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
