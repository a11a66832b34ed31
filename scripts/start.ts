// Opens examples/ in VS Code with the extension loaded: npm start [-- --browser | --demo]
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { demo } from './demo.ts';
import { findDesktop, openOnDesktop } from './desktop.ts';
import { execute } from './execute.ts';
import { startServer } from './vscode/server.ts';
import { newest } from './vscode/version.ts';

const root = path.resolve(import.meta.dirname, '..');
const examples = path.join(root, 'examples');
const { values } = parseArgs({
  options: { demo: { type: 'boolean' }, browser: { type: 'boolean' } },
});

try {
  await execute(process.execPath, ['scripts/build.ts']);
  if (values.demo) process.exitCode = await demo(examples);
  else await open();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function open(): Promise<void> {
  const desktop = values.browser ? undefined : await findDesktop();
  if (desktop) await openOnDesktop(desktop, examples, root);
  else await openInBrowser();
}

async function openInBrowser(): Promise<void> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'lambda-bench-start-'));
  const interrupted = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
  try {
    const server = await startServer({
      version: newest,
      dataFolder,
      extensions: [root],
      token: randomBytes(16).toString('hex'),
      settings: {
        'workbench.startupEditor': 'readme',
        'workbench.secondarySideBar.defaultVisibility': 'hidden',
        'chat.disableAIFeatures': true,
        'git.openRepositoryInParentFolders': 'never',
      },
    });
    const url = server.windowUrl({ workspace: examples });
    console.log(`\nVS Code ${newest.version} with Lambda Bench is ready. Open\n\n  ${url}\n`);
    console.log('The address lets whoever has it in: keep it to yourself. Ctrl-C ends VS Code.');
    await openUrl(url);
    await interrupted;
    await server.stop();
  } finally {
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** By the desktop's own browser, where there is a desktop. */
async function openUrl(url: string): Promise<void> {
  const display = process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (process.platform === 'linux' && !display) return;
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
  child.unref();
  await Promise.race([once(child, 'spawn'), once(child, 'error')]);
}
