import assert from 'node:assert/strict';
import type { App } from '../../../src/app.ts';
import type { Account } from '../../../src/aws/account.ts';
import { attachAccessPolicy } from '../../../src/commands/attachAccessPolicy.ts';
import { createFunction } from '../../../src/commands/createFunction.ts';
import { createRole } from '../../../src/commands/createRole.ts';
import { deleteFunction } from '../../../src/commands/deleteFunction.ts';
import { deleteRole } from '../../../src/commands/deleteRole.ts';
import { dryRunPayload } from '../../../src/commands/dryRunPayload.ts';
import { invokePayload } from '../../../src/commands/invokePayload.ts';
import { queuePayload } from '../../../src/commands/queuePayload.ts';
import { updateCode } from '../../../src/commands/updateCode.ts';
import { isCancelled } from '../../../src/errors.ts';
import { nodeFunction } from '../../support/nodeFunction.ts';
import { agree, dismiss } from '../../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../../support/testApp.ts';

suite('a protected connection', () => {
  let bench: TestBench;
  let opened: TestApp;
  let app: App;
  suiteSetup(async () => {
    bench = await startTestBench();
    const { arn } = await bench.account.roles.create({ name: 'runs', description: '' });
    await bench.account.functions.create(nodeFunction('echo', arn));
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
    app = { ...opened.app, connection: { ...opened.app.connection, protected: true } };
  });
  teardown(() => opened.finish());

  const target = { payload: null, functionName: 'echo' };

  test('asks each time, and says what would run and where', async () => {
    const question =
      'The connection local is protected. This will invoke echo in 000000000000 · us-east-1.';
    opened.prompts.expect(agree(question), agree(question));
    await invokePayload(app, target);
    await invokePayload(app, target);
    assert.equal(opened.shown.results.length, 2);
  });

  test('sends nothing when the person does not agree', async () => {
    opened.prompts.expect(dismiss(/This will queue an event for echo/));
    await assert.rejects(queuePayload(app, target), isCancelled);
    assert.equal(opened.shown.results.length, 0);
  });

  test('asks once before a change, and changes nothing when the person does not agree', async () => {
    const path = await opened.write('source/index.mjs', 'export const handler = () => 1;');
    const before = await inventory(bench.account);
    const changes: Readonly<Record<string, () => Promise<void>>> = {
      'create role made': () => createRole(app, { name: 'made', description: '', policies: [] }),
      'create function made': () =>
        createFunction(app, { ...complete, path, name: 'made', role: 'runs' }),
      'create role new and function made': () =>
        createFunction(app, { ...complete, path, name: 'made', newRole: 'new', policies: [] }),
      'replace the code of echo': () => updateCode(app, { name: 'echo', path }),
      'put LambdaBenchAccess on role runs': () =>
        attachAccessPolicy(app, { role: 'runs', access: 'broad' }),
      'Delete function echo from local · us-east-1': () => deleteFunction(app, { name: 'echo' }),
      'Delete role runs': () => deleteRole(app, { name: 'runs' }),
    };
    for (const [doing, change] of Object.entries(changes)) {
      opened.prompts.expect(dismiss(new RegExp(`${doing}.* in 000000000000 · us-east-1\\.`)));
      await assert.rejects(change(), isCancelled, doing);
    }
    assert.deepEqual(await inventory(bench.account), before);
  });

  test('does not ask for a dry run', async () => {
    await dryRunPayload(app, target);
    assert.equal(opened.shown.results.length, 1);
  });
});

const complete = {
  description: '',
  runtime: 'nodejs22.x',
  handler: 'index.handler',
  memory: 128,
  timeout: 3,
};

/** All that a change of the account would show in. */
async function inventory({ functions, roles }: Account): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const page of functions.list()) all.push(...page);
  for await (const page of roles.list()) {
    for (const role of page) all.push(role, await roles.policies(role.name));
  }
  return all;
}
