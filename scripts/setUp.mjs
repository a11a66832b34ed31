// Runs scripts/<command>.ts by the Node that the project brings, after installing what is missing.
// Plain JavaScript without dependencies: it is what a clean clone runs, by whatever Node is there.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname));
const node = path.join(
  root,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
const [command, ...args] = process.argv.slice(2);

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Node 20 or newer is needed to set this project up; this is ${process.version}.`);
}
if (!dependenciesAreInstalled()) {
  console.error('Installing dependencies …');
  // Not `npm ci`, which insists that the lock file names the optional packages of every platform.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  npm(['install', '--no-save', ...quiet], 'The dependencies could not be installed');
}
if (!existsSync(node)) {
  console.error('Fetching Node 24 …');
  npm(['rebuild', '--ignore-scripts=false', 'node'], 'Node 24 could not be fetched');
}
run();

/** npm notes what it installed when it is done: this compares the note with what is wanted. */
function dependenciesAreInstalled() {
  const installed = packagesOf('node_modules/.package-lock.json');
  const wanted = packagesOf('package-lock.json');
  return Object.entries(wanted ?? {}).every(
    ([place, { version, optional }]) =>
      place === '' || optional || installed?.[place]?.version === version,
  );
}

function packagesOf(file) {
  const place = path.join(root, file);
  return existsSync(place) ? JSON.parse(readFileSync(place, 'utf8')).packages : undefined;
}

function npm(npmArgs, failure) {
  const { status } = spawnSync('npm', npmArgs, {
    cwd: root,
    // Standard output belongs to the script: `npm run local` prints one line of JSON there.
    stdio: ['ignore', 2, 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    fail(
      `${failure}: "npm ${npmArgs.join(' ')}" failed. Is npm installed, and its registry ` +
        `("npm config get registry") within reach? Try again when it is.`,
    );
  }
}

function run() {
  const script = path.join(root, 'scripts', `${command}.ts`);
  const bin = path.join(root, 'node_modules/.bin');
  const child = spawn(node, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: bin + path.delimiter + process.env.PATH },
  });
  // Ctrl-C reaches the whole group: the script ends in its own time, and this waits for it.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm hands a SIGTERM to the shell between it and this process, and the shell keeps it to itself.
  const parent = process.ppid;
  const watch = () => process.ppid !== parent && child.kill('SIGTERM');
  setInterval(watch, 500).unref();
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
