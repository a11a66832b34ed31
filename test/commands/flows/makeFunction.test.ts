import assert from 'node:assert/strict';
import { makeFunction, unmakeFunction } from '../../../src/commands/flows/makeFunction.ts';
import { pack } from '../../../src/commands/flows/packSource.ts';
import { isCancelled } from '../../../src/errors.ts';
import { nodeFunction } from '../../support/nodeFunction.ts';
import { startTestBench, type TestApp, type TestBench } from '../../support/testApp.ts';

suite('making a function', () => {
  let bench: TestBench;
  let opened: TestApp;

  suiteSetup(async () => {
    bench = await startTestBench();
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });
  const find = (name: string) => bench.account.functions.find(name);

  test('a role that Lambda cannot assume yet is waited for, visibly', async () => {
    const { roles } = bench.account;
    opened.progress.whenAt(/cannot assume the role yet/, () => {
      void roles.create({ name: 'late', description: '' });
    });
    await make('patient', 'late', { roleIsNew: true });
    assert.match((await find('patient'))?.role ?? '', /:role\/late$/);
    assert(opened.progress.lines.some((line) => /trying again in \d+ s/.test(line)));
  });

  test('a cancel ends the wait for the role at once, and nothing stays', async () => {
    opened.progress.cancelAt(/cannot assume the role yet/);
    await assert.rejects(make('impatient', 'never', { roleIsNew: true }), isCancelled);
    assert.equal(await find('impatient'), undefined);
  });

  test('a role that was there before and is gone is not waited for', async () => {
    await assert.rejects(make('hopeless', 'gone'), /cannot assume the role .*role\/gone/);
    assert(!opened.progress.lines.some((line) => /trying again/.test(line)));
  });

  test('roll-back removes the function that its flow made, and no other', async () => {
    const { functions, roles } = bench.account;
    const { arn } = await roles.create({ name: 'runner', description: '' });
    const tags = { 'lambda-bench:flow': 'this-flow' };
    await functions.create({ ...nodeFunction('made', arn), tags });
    const none = { removed: [], left: [] };
    assert.deepEqual(await unmakeFunction(functions, 'made', 'other-flow'), none);
    assert.deepEqual(await unmakeFunction(functions, 'not-there', 'this-flow'), none);
    assert.notEqual(await find('made'), undefined);
    const removed = await unmakeFunction(functions, 'made', 'this-flow');
    assert.deepEqual(removed, { removed: ['function made'], left: [] });
    assert.equal(await find('made'), undefined);
  });

  /** A role of this account is there at once: a new one is played by one that comes later. */
  async function make(
    name: string,
    roleName: string,
    { roleIsNew = false } = {},
  ): Promise<unknown> {
    const { functions } = bench.account;
    const create: typeof functions.create = (input, options) =>
      functions.create(input, { ...options, ...(roleIsNew && { roleIsNew }) });
    const account = { ...bench.account, functions: { ...functions, create } };
    const path = await opened.write('index.mjs', 'export const handler = async () => 1;\n');
    const packaging = await opened.app.secondBundle.packaging();
    const { signal } = new AbortController();
    const code = await pack(packaging, { path, handler: 'index.handler' }, signal);
    const role = `arn:aws:iam::${bench.endpoint.accountId}:role/${roleName}`;
    const { zip: _zip, tags: _tags, ...plan } = nodeFunction(name, role);
    return opened.app.progress.run(name, (step) =>
      makeFunction(opened.app, account, plan, code, step),
    );
  }
});
