import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { installServer } from './install.ts';
import type { Version } from './version.ts';

export interface ServerOptions {
  readonly version: Version;
  /** Where the server keeps its state, settings among it. */
  readonly dataFolder: string;
  /** Folders of extensions that are installed, as they are there at each moment. */
  readonly extensions?: readonly string[];
  /** Heeds `tests` of a window. VS Code then shows no notifications, so it is for nothing else. */
  readonly testDriver?: boolean;
  /** Added to this process' environment for the server and the extension hosts it starts. */
  readonly env?: NodeJS.ProcessEnv;
  /** What a browser has to show; without one everybody on this machine may connect. */
  readonly token?: string;
  /** Trusts no workspace until the person does. */
  readonly workspaceTrust?: boolean;
  /** Settings of every window. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface Server {
  /** Host and port. */
  readonly authority: string;
  windowUrl(window: Window): string;
  /** Ends the server and all that it started. */
  stop(): Promise<void>;
}

export interface Window {
  readonly workspace: string;
  readonly tests?: HostTestBundle;
}

export interface HostTestBundle {
  /** The folder of the extension under test. */
  readonly extension: string;
  /** The bundle whose `run` is called inside the extension host. */
  readonly bundle: string;
}

/** Starts VS Code's server build, installing it first where it is missing; answers when it is ready. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { node, serverMain } = await installServer(options.version);
  const extensions = path.join(options.dataFolder, 'extensions');
  await mkdir(extensions, { recursive: true });
  const machine = path.join(options.dataFolder, 'data', 'Machine');
  await mkdir(machine, { recursive: true });
  await writeFile(path.join(machine, 'settings.json'), JSON.stringify(options.settings ?? {}));
  for (const [index, folder] of (options.extensions ?? []).entries()) {
    await symlink(folder, path.join(extensions, `extension-${index}`));
  }
  const child = spawn(
    node,
    [
      serverMain,
      ...['--host', '127.0.0.1', '--port', '0'],
      ...(options.token ? ['--connection-token', options.token] : ['--without-connection-token']),
      '--accept-server-license-terms',
      ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
      ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
      ...['--server-data-dir', options.dataFolder],
      ...['--extensions-dir', extensions],
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
      // A group of its own, so that what it starts can be ended with it.
      detached: true,
    },
  );
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    signalGroup(child.pid, 'SIGTERM');
    const impatience = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), 5000);
    await ended;
    clearTimeout(impatience);
    signalGroup(child.pid, 'SIGKILL');
  };
  const last = () => signalGroup(child.pid, 'SIGKILL');
  process.once('exit', last);
  child.once('exit', () => process.off('exit', last));

  const port = await new Promise<string>((resolve, reject) => {
    let output = '';
    let found: string | undefined;
    const read = (line: string) => {
      output += `${line}\n`;
      found ??= /Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (found && line.includes('Extension host agent started')) resolve(found);
    };
    createInterface({ input: child.stdout }).on('line', read);
    createInterface({ input: child.stderr }).on('line', read);
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`VS Code's server ended with ${code} before it was ready.\n${output}`));
    });
  });

  const authority = `127.0.0.1:${port}`;
  return {
    authority,
    windowUrl: (window) => windowUrl(authority, window, options.token),
    stop,
  };
}

function windowUrl(authority: string, window: Window, token: string | undefined): string {
  const url = new URL(`http://${authority}/`);
  if (token) url.searchParams.set('tkn', token);
  url.searchParams.set('folder', window.workspace);
  if (window.tests) {
    const { extension, bundle } = window.tests;
    const payload = [
      ['extensionDevelopmentPath', `vscode-remote://${authority}${extension}`],
      ['extensionTestsPath', `vscode-remote://${authority}${bundle}`],
    ];
    url.searchParams.set('payload', JSON.stringify(payload));
  }
  return url.href;
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}
