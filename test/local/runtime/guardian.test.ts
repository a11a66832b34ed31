import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startHandlers } from '../../support/handlers.ts';
import { type Lifeline, startLifeline } from '../../support/lifeline.ts';

const handlersModule = pathToFileURL(join(import.meta.dirname, '../../support/handlers.ts')).href;

const started: ChildProcess[] = [];

/** An endpoint that has nothing but an executor; `program` is given its `handlers`. */
function startEndpoint(scratchFolder: string, program: string): ChildProcess {
  const source = `
    import { startHandlers } from ${JSON.stringify(handlersModule)};
    const handlers = await startHandlers({ scratchFolder: ${JSON.stringify(scratchFolder)} });
    setInterval(() => {}, 1000);
    ${program}
  `;
  const endpoint = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  started.push(endpoint);
  return endpoint;
}

async function kill(endpoint: ChildProcess): Promise<void> {
  endpoint.kill('SIGKILL');
  await once(endpoint, 'exit');
}

/** The guardian of an endpoint, as soon as there is one that is not `former`. */
async function guardianOf(endpoint: ChildProcess, former?: number): Promise<number> {
  for (;;) {
    const { pid } = endpoint;
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    for (const child of children.split(' ').map(Number)) {
      // One that has just been killed tells nothing any more.
      const command = await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '');
      if (command.includes('guardian.cjs') && child !== former) return child;
    }
  }
}

async function emptied(folder: string): Promise<void> {
  while ((await readdir(folder)).length > 0) await new Promise(setImmediate);
}

suite('an endpoint that is killed', () => {
  let lifeline: Lifeline;
  let scratchFolder: string;

  setup(async () => {
    lifeline = await startLifeline();
    scratchFolder = await mkdtemp(join(tmpdir(), 'killed-'));
  });
  // Also when a test has failed.
  teardown(async () => {
    for (const endpoint of started.splice(0)) endpoint.kill('SIGKILL');
    await rm(scratchFolder, { recursive: true });
    await lifeline.close();
  });

  /** An endpoint that invokes a function of this source, once a process of it holds the lifeline. */
  async function invoking(source: (port: number) => string) {
    const connected = lifeline.next();
    const program = `await handlers.invoke(await ${source(lifeline.port)});`;
    const endpoint = startEndpoint(scratchFolder, program);
    return { endpoint, ...(await connected) };
  }

  const sources = {
    'a busy Node.js handler': (port: number) => `handlers.node(\`
      import { connect } from 'node:net';
      import { once } from 'node:events';
      export const handler = async () => {
        await once(connect(${port}, '127.0.0.1'), 'connect');
        while (true);
      };\`, { timeout: 60 })`,
    'a busy Python handler': (port: number) => `handlers.python(\`
import socket
def handler(event, context):
    connection = socket.create_connection(("127.0.0.1", ${port}))
    while True:
        pass
\`, { timeout: 60 })`,
    'an idle handler': (port: number) => `handlers.node(\`
      import { connect } from 'node:net';
      connect(${port}, '127.0.0.1');
      export const handler = async () => {};\`)`,
  };
  for (const [what, source] of Object.entries(sources)) {
    test(`takes ${what} and its folder with it`, async () => {
      const { endpoint, ended } = await invoking(source);
      assert.equal((await readdir(scratchFolder)).length, 1);
      await kill(endpoint);
      await ended;
      await emptied(scratchFolder);
    });

    test(`takes ${what} with it when its guardian was killed before`, async function () {
      if (process.platform !== 'linux') this.skip();
      const { endpoint, ended } = await invoking(source);
      const first = await guardianOf(endpoint);
      process.kill(first, 'SIGKILL');
      await guardianOf(endpoint, first);
      await kill(endpoint);
      await ended;
      await emptied(scratchFolder);
    });

    test(`takes ${what} with it when its guardian is killed at the same time`, async function () {
      if (!existsSync('/usr/bin/setpriv')) this.skip();
      const { endpoint, ended } = await invoking(source);
      const guardian = await guardianOf(endpoint);
      endpoint.kill('SIGSTOP');
      process.kill(guardian, 'SIGKILL');
      await kill(endpoint);
      await ended;
    });
  }

  test('takes what a handler has started with it', async () => {
    const { endpoint, ended } = await invoking(
      (port) => `handlers.node(\`
        import { spawn } from 'node:child_process';
        export const handler = () => new Promise(() => spawn(process.execPath, ['-e',
          "require('node:net').connect(${port}, '127.0.0.1').on('connect', () => { while (true); })"]));
        \`, { timeout: 60 })`,
    );
    await kill(endpoint);
    await ended;
    await emptied(scratchFolder);
  });

  test('takes a daemon that a handler has left with it', async function () {
    // Nobody else tells what a process has inherited.
    if (process.platform !== 'linux') this.skip();
    const { endpoint, ended } = await invoking(
      (port) => `handlers.node(\`
        import { spawn } from 'node:child_process';
        export const handler = async () => spawn(process.execPath, ['-e',
          "require('node:net').connect(${port}, '127.0.0.1')"], { detached: true, stdio: 'ignore' }).pid;
        \`)`,
    );
    await kill(endpoint);
    await ended;
    await emptied(scratchFolder);
  });

  test('leaves to the next start what nobody else could end', async function () {
    if (process.platform !== 'linux') this.skip();
    const { endpoint, ended } = await invoking(
      (port) => `handlers.add({ bootstrap: \`#!${process.execPath}
         require('node:net').connect(${port}, '127.0.0.1').on('connect', () => { while (true); });
         \` }, { runtime: 'provided.al2023', timeout: 60 })`,
    );
    const guardian = await guardianOf(endpoint);
    endpoint.kill('SIGSTOP');
    process.kill(guardian, 'SIGKILL');
    await kill(endpoint);
    assert.equal((await readdir(scratchFolder)).length, 1);
    const next = await startHandlers({ scratchFolder });
    await ended;
    await emptied(scratchFolder);
    await next.close();
  });
});
