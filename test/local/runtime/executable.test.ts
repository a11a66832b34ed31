import assert from 'node:assert/strict';
import { chmod, copyFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Handlers, startHandlers } from '../../support/handlers.ts';

suite('a bootstrap', () => {
  let handlers: Handlers;
  suiteSetup(async () => {
    handlers = await startHandlers();
  });
  suiteTeardown(() => handlers.close());

  const linuxOnly = process.platform === 'linux' ? test : test.skip;
  const foreignMachine = process.arch === 'x64' ? 183 : 62;

  const refusals: [string, string, string][] = [
    ['whose interpreter is missing', '#!/no/such/shell\n', 'no such file or directory'],
    ['with the line ends of Windows', '#!/bin/sh\r\nexit 0\r\n', 'no such file or directory'],
    ['without a first line that names its interpreter', 'exit 0\n', 'exec format error'],
    ['that is empty', '', 'exec format error'],
    ['that is a program cut off', '\x7fELF\x02\x01\x01', 'exec format error'],
  ];
  for (const [what, bootstrap, reason] of refusals) {
    test(`${what} is refused as in AWS`, async () => {
      const run = await handlers.add({ bootstrap }, { runtime: 'provided.al2023' });
      await assertRefused(run, `fork/exec ${join(run.codeFolder, 'bootstrap')}: ${reason}`);
    });
  }

  test('that may not be executed is refused as in AWS', async () => {
    const run = await handlers.add({ bootstrap: '#!/bin/sh\n' }, { runtime: 'provided.al2023' });
    const file = join(run.codeFolder, 'bootstrap');
    await chmod(file, 0o644);
    await assertRefused(run, `fork/exec ${file}: permission denied`);
  });

  linuxOnly('for another architecture is refused as in AWS', async () => {
    const run = await handlers.add({}, { runtime: 'provided.al2023' });
    const file = join(run.codeFolder, 'bootstrap');
    await copyFile('/bin/true', file);
    const handle = await open(file, 'r+');
    await handle.write(Uint8Array.of(foreignMachine, 0), 0, 2, 18);
    await handle.close();
    await assertRefused(run, `fork/exec ${file}: exec format error`);
  });

  test('that is a folder is passed over for that of a layer', async () => {
    const layer = await handlers.add({ bootstrap: '#!/no/such/shell\n' });
    const layerFolders = [layer.codeFolder];
    const files = { 'bootstrap/readme.txt': '' };
    const run = await handlers.add(files, { runtime: 'provided.al2023', layerFolders });
    const place = join(layer.codeFolder, 'bootstrap');
    await assertRefused(run, `fork/exec ${place}: no such file or directory`);
  });

  test('that is missing is looked for in the package and in the layers', async () => {
    const layer = await handlers.add({});
    const run = await handlers.add(
      {},
      { runtime: 'provided.al2023', layerFolders: [layer.codeFolder] },
    );
    const { value } = await handlers.invoke(run);
    const places = [run, layer].map(({ codeFolder }) => join(codeFolder, 'bootstrap'));
    const { errorType, errorMessage } = Object(value);
    assert.equal(errorType, 'Runtime.InvalidEntrypoint');
    assert(errorMessage.includes(`Couldn't find valid bootstrap(s): [${places.join(' ')}]`));
  });

  async function assertRefused(run: Parameters<Handlers['invoke']>[0], reason: string) {
    const { functionError, value, log, requestId } = await handlers.invoke(run);
    const errorMessage = `RequestId: ${requestId} Error: ${reason}`;
    assert.equal(functionError, 'Unhandled');
    assert.deepEqual(value, { errorType: 'Runtime.InvalidEntrypoint', errorMessage });
    assert(log.includes(`\n${errorMessage}\nRuntime.InvalidEntrypoint\nEND `), log);
    assert.match(log, /\tPhase: init\t[^\n]*\nINIT_REPORT [^\n]*\tPhase: invoke\t/);
  }
});
