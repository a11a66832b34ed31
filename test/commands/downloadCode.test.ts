import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { App } from '../../src/app.ts';
import { downloadCode } from '../../src/commands/downloadCode.ts';
import { recallSource } from '../../src/commands/flows/sources.ts';
import { isCancelled, isUserError } from '../../src/errors.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { choose, dismiss, keep, type } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('downloading the code of a function', () => {
  let bench: TestBench;
  let opened: TestApp;

  suiteSetup(async () => {
    bench = await startTestBench();
    const { arn } = await bench.account.roles.create({ name: 'runner', description: '' });
    const { functions } = bench.account;
    const zip = zipSync({
      'index.mjs': strToU8('first'),
      'bin/run': [strToU8('run'), { os: 3, attrs: 0o100755 << 16 }],
    });
    await functions.create({ ...nodeFunction('orders', arn), zip });
    await functions.publishVersion('orders', { description: '', codeSha256: '' });
    await functions.updateCode('orders', zipSync({ 'index.mjs': strToU8('second') }));
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });
  const within = (path: string) => join(opened.folder, path);
  const version = { kind: 'version', name: '1', description: '' };
  async function versionRow() {
    const summary = await bench.account.functions.find('orders');
    return { kind: 'version', function: summary, qualifier: version };
  }

  test('writes it below a folder of the workspace, which becomes its source', async () => {
    opened.prompts.expect(
      type(/Folder within/, ' ', { refused: /Name a folder/ }),
      type(/Folder within/, '../out', { refused: /lies within the workspace/ }),
      type(/Folder within/, '/tmp/x', { refused: /lies within the workspace/ }),
      keep(/Folder within/, 'orders'),
    );
    await downloadCode(opened.app, { name: 'orders' });
    assert.equal(await readFile(within('orders/index.mjs'), 'utf8'), 'second');
    const [message] = opened.shown.messages;
    assert.match(message?.text ?? '', /^The code of orders, \d+ bytes, is in .*orders: 1 file\.$/);
    const source = recallSource(opened.app.state, bench.account.target, 'orders');
    const { codeSha256 } = (await bench.account.functions.find('orders')) ?? {};
    assert.deepEqual([source?.path, source?.sha256], [within('orders'), codeSha256]);
  });

  test('a version has code of its own, with what may be run', async () => {
    opened.prompts.expect(keep(/Folder within/, 'orders-1'));
    await downloadCode(opened.app, await versionRow());
    assert.equal(await readFile(within('orders-1/index.mjs'), 'utf8'), 'first');
    assert.equal((await stat(within('orders-1/bin/run'))).mode & 0o111, 0o111);
    assert.equal(recallSource(opened.app.state, bench.account.target, 'orders'), undefined);
  });

  test('a file that is there is replaced only when that is said; dismissing changes nothing', async () => {
    const mine = await opened.write('orders-1/index.mjs', 'mine');
    const row = await versionRow();
    opened.prompts.expect(keep(/Folder within/), dismiss(/there are already index\.mjs$/));
    await assert.rejects(downloadCode(opened.app, row), isCancelled);
    assert.deepEqual(await readdir(within('orders-1')), ['index.mjs']);
    opened.prompts.expect(keep(/Folder within/), choose(/already/, 'Keep them'));
    await downloadCode(opened.app, row);
    assert.equal(await readFile(mine, 'utf8'), 'mine');
    assert.equal(await readFile(within('orders-1/bin/run'), 'utf8'), 'run');
    assert.match(opened.shown.messages.at(-1)?.text ?? '', /1 were left as they were/);
    opened.prompts.expect(keep(/Folder within/), choose(/already/, 'Replace them'));
    await downloadCode(opened.app, row);
    assert.equal(await readFile(mine, 'utf8'), 'first');
  });

  test('nothing is written through a link in the workspace', async () => {
    await mkdir(within('outside'));
    await mkdir(within('orders-1'));
    await symlink(within('outside'), within('orders-1/bin'));
    opened.prompts.expect(keep(/Folder within/));
    await assert.rejects(
      downloadCode(opened.app, await versionRow()),
      (error) => isUserError(error) && /bin is a link.*removed again/.test(error.message),
    );
    assert.deepEqual(await readdir(within('outside')), []);
    assert.deepEqual(await readdir(within('orders-1')), ['bin']);
  });

  test('cancelled while it is written, it leaves nothing behind', async () => {
    const progress: App['progress'] = {
      run(title, task) {
        const controller = new AbortController();
        if (title.startsWith('Writing')) controller.abort();
        return task({ signal: controller.signal, report: () => undefined });
      },
    };
    opened.prompts.expect(keep(/Folder within/));
    await assert.rejects(
      downloadCode({ ...opened.app, progress }, { name: 'orders' }),
      isCancelled,
    );
    await assert.rejects(readdir(within('orders')));
  });

  test('cancelled while it is fetched, it ends at once', async () => {
    const signal = AbortSignal.abort();
    await assert.rejects(bench.account.functions.downloadCode('orders', { signal }), isCancelled);
  });
});
