import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startLifeline } from '../../support/lifeline.ts';

const handlersModule = pathToFileURL(join(import.meta.dirname, '../../support/handlers.ts')).href;

suite('an endpoint that is killed', () => {
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
      const lifeline = await startLifeline();
      const scratchFolder = await mkdtemp(join(tmpdir(), 'killed-'));
      const program = `
        import { startHandlers } from ${JSON.stringify(handlersModule)};
        const handlers = await startHandlers({ scratchFolder: ${JSON.stringify(scratchFolder)} });
        await handlers.invoke(await ${source(lifeline.port)});
        setInterval(() => {}, 1000);
      `;
      const started = lifeline.next();
      const endpoint = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      const { ended } = await started;
      assert.equal((await readdir(scratchFolder)).length, 1);
      endpoint.kill('SIGKILL');
      await once(endpoint, 'exit');
      await ended;
      while ((await readdir(scratchFolder)).length > 0) await new Promise(setImmediate);
      await rm(scratchFolder, { recursive: true });
      await lifeline.close();
    });
  }
});
