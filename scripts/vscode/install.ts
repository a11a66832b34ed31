import { access, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execute } from '../execute.ts';
import { installDebianPackages } from './debian.ts';
import type { Version } from './version.ts';

/** Where test versions of VS Code live. */
const cacheFolder = path.resolve(import.meta.dirname, '../../.vscode-test');

export interface Installation {
  readonly node: string;
  readonly serverMain: string;
}

/**
 * Installs the server build of a VS Code, unless that was done before. It is put together in a folder
 * of this process and moved to its place when it is whole: what has its place can be used, and
 * processes that install at the same time do not meet.
 */
export async function installServer(version: Version): Promise<Installation> {
  const home = path.join(cacheFolder, version.version);
  if (!(await exists(home))) {
    await removeLeftOvers();
    const work = path.join(cacheFolder, `installing-${process.pid}-${version.version}`);
    try {
      await assemble(version, work);
      await moveUnlessThere(work, home);
    } catch (error) {
      throw new Error(
        `VS Code ${version.version} could not be set up from npm (code-server@${version.package}). ` +
          `It needs the npm registry, python3, make and a C++ compiler.\n${String(error)}`,
        { cause: error },
      );
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  await bringRipgrep(version, home);
  return {
    node: path.join(home, 'node_modules/node/bin/node'),
    serverMain: path.join(home, serverFolder, 'out/server-main.js'),
  };
}

const serverFolder = 'node_modules/code-server/lib/vscode';

async function assemble(version: Version, work: string): Promise<void> {
  console.log(`Setting up VS Code ${version.version} (once, takes one to three minutes) …`);
  await installDebianPackages({ python3: 'python3', make: 'make', 'g++': 'g++' });
  const server = path.join(work, serverFolder);
  const quiet = true;

  await installInto(work, [`code-server@${version.package}`, `node@${version.node}`]);
  await execute('npm', ['rebuild', '--ignore-scripts=false', 'node'], { cwd: work, quiet });
  await execute('npm', ['install', ...noScripts, '--omit=dev'], { cwd: server, quiet });

  const nodePackage = `node${process.platform === 'darwin' && process.arch === 'arm64' ? '-bin' : ''}-${process.platform}-${process.arch}`;
  const env = {
    ...process.env,
    PATH: path.join(work, 'node_modules/.bin') + path.delimiter + (process.env['PATH'] ?? ''),
    npm_config_nodedir: path.join(work, 'node_modules/node/node_modules', nodePackage),
  };
  const modules = Object.entries(version.native);
  // One of them ends with an error after it was built: what counts is what is there afterwards.
  const failure = await execute(
    'npm',
    ['rebuild', '--ignore-scripts=false', ...modules.map(([name]) => name)],
    { cwd: server, env, quiet },
  ).catch((error: unknown) => error);
  for (const [name, file] of modules) {
    const folder = path.join(server, 'node_modules', name);
    const built = path.join(folder, 'build/Release', file);
    const brought = path.join(folder, `prebuilds/${process.platform}-${process.arch}`, file);
    if (!(await exists(built)) && !(await exists(brought))) {
      throw new Error(`${name} was not built: ${file} is missing.`, { cause: failure });
    }
  }
}

/** Without it a server finds no file, and what waits for one waits for ever. */
async function bringRipgrep({ ripgrep }: Version, home: string): Promise<void> {
  const bin = path.join(home, serverFolder, 'node_modules/@vscode/ripgrep/bin');
  if (ripgrep === undefined || (await exists(bin))) return;
  const work = path.join(cacheFolder, `installing-${process.pid}-ripgrep`);
  try {
    await installInto(work, [`@vscode/ripgrep-universal@${ripgrep}`]);
    const programs = path.join(work, 'node_modules/@vscode/ripgrep-universal/bin');
    await moveUnlessThere(path.join(programs, `${process.platform}-${process.arch}`), bin);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const noScripts = ['--ignore-scripts', '--no-audit', '--no-fund'];

async function installInto(folder: string, packages: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  await execute('npm', ['install', ...noScripts, ...packages], { cwd: folder, quiet: true });
}

async function moveUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(await exists(to))) throw error;
  }
}

/** Of installations whose process was killed. */
async function removeLeftOvers(): Promise<void> {
  for (const name of await readdir(cacheFolder).catch(() => [])) {
    const pid = Number(/^installing-(\d+)-/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) {
      await rm(path.join(cacheFolder, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
