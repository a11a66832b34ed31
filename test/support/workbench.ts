import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { chromiumArguments, findChromium } from '../../scripts/vscode/chromium.ts';
import { startServer } from '../../scripts/vscode/server.ts';
import { newest, type Version, versionNamed } from '../../scripts/vscode/version.ts';
import { Window } from './window.ts';

export interface WorkbenchOptions {
  /** The folder that is copied to become the workspace. */
  readonly fixture: string;
  /** Settings of the workspace, on top of those that keep VS Code's own side panels shut. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the server, of its extension hosts and of what they start. */
  readonly env?: NodeJS.ProcessEnv;
  /** The workspace is not trusted, as every workspace is at first. */
  readonly untrusted?: boolean;
  /** Folders of extensions beside ours. */
  readonly otherExtensions?: readonly string[];
  /** Of the viewport, in pixels. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** A real VS Code of its own: workspace, local account and settings are this workbench's alone. */
export interface Workbench extends AsyncDisposable {
  /** Its first window. */
  readonly window: Window;
  readonly version: Version;
  /** The copy of the fixture, which is open. */
  readonly workspace: string;
  /** Where the local account keeps its data. */
  readonly accountFolder: string;
  /** A further window on the workspace, by the same server and account. */
  openWindow(): Promise<Window>;
  /** Ends everything that was started, the local endpoint too, and removes the files. */
  close(): Promise<void>;
}

/** Opens the version that the environment variable LAMBDA_BENCH_VSCODE_VERSION names, else the newest. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const named = process.env['LAMBDA_BENCH_VSCODE_VERSION'];
  const version = named ? versionNamed(named) : newest;
  const executablePath = await findChromium();
  const home = await mkdtemp(path.join(tmpdir(), 'lambda-bench-'));
  const workspace = path.join(home, path.basename(options.fixture));
  const accountFolder = path.join(home, 'data', 'lambda-bench');
  const closing: (() => Promise<unknown>)[] = [
    () => rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
    () => endEndpoint(accountFolder),
  ];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    await cp(options.fixture, workspace, { recursive: true });
    await addSettings(workspace, options.settings);
    const server = await startServer({
      version,
      dataFolder: path.join(home, 'server'),
      extensions: [...(options.otherExtensions ?? []), extension],
      workspaceTrust: options.untrusted ?? false,
      env: {
        XDG_DATA_HOME: path.join(home, 'data'),
        // Nobody's own credentials: these files do not exist.
        AWS_CONFIG_FILE: path.join(home, 'aws-config'),
        AWS_SHARED_CREDENTIALS_FILE: path.join(home, 'aws-credentials'),
        ...options.env,
      },
    });
    closing.push(() => server.stop());
    const browser = await chromium.launch({ executablePath, args: chromiumArguments() });
    closing.push(() => browser.close());
    const context = await newContext(browser, options);
    const trusted = options.untrusted !== true;
    const openWindow = async () => {
      const opened = new Window(await context.newPage());
      await opened.open(server.windowUrl({ workspace }), { trusted });
      return opened;
    };
    const window = await openWindow();
    return {
      window,
      version,
      workspace,
      accountFolder,
      openWindow,
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const extension = path.resolve(import.meta.dirname, '../..');

async function newContext(browser: Browser, options: WorkbenchOptions): Promise<BrowserContext> {
  return browser.newContext({
    viewport: options.size ?? { width: 1280, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
}

async function addSettings(
  workspace: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const folder = path.join(workspace, '.vscode');
  const file = path.join(folder, 'settings.json');
  const present: unknown = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
  const settings = {
    'chat.disableAIFeatures': true,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.startupEditor': 'none',
    'workbench.welcomePage.walkthroughs.openOnInstall': false,
    'workbench.reduceMotion': 'on',
    ...(typeof present === 'object' ? present : {}),
    ...more,
  };
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(settings, null, 2));
}

/** The endpoint outlives its windows by some seconds; nothing of a test shall. */
async function endEndpoint(accountFolder: string): Promise<void> {
  const text = await readFile(path.join(accountFolder, 'endpoint.json'), 'utf8').catch(() => '{}');
  const { pid }: { pid?: unknown } = JSON.parse(text);
  if (typeof pid !== 'number') return;
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // It has ended already.
  }
}
