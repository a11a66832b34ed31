import assert from 'node:assert/strict';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { allowAction } from '../../src/commands/allowAction.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { agree, type } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const project = join(import.meta.dirname, '../..');

/** Lists functions by the SDK, which its role may not, or fails with the event as its message. */
const code = `
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
export const handler = async (event) => {
  if (event.message) throw new Error(event.message);
  return (await new LambdaClient().send(new ListFunctionsCommand())).Functions.length;
};`;

suite('a function whose role may not do what it does', () => {
  let bench: TestBench;
  let opened: TestApp;

  suiteSetup(async () => {
    bench = await startTestBench();
    const { functions, roles } = bench.account;
    const { arn } = await roles.create({ name: 'lister-role', description: '' });
    await functions.create({
      ...nodeFunction('lister', arn),
      memory: 256,
      timeout: 30,
      zip: zipSync({ 'index.mjs': strToU8(code) }),
      tags: { 'lambda-bench:sdk-folder': project },
    });
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  async function invoke(event: object) {
    const payload = await opened.write('event.json', JSON.stringify(event));
    await invokePayload(opened.app, { payload, functionName: 'lister' });
    return opened.shown.warnings.at(-1);
  }
  const refused = (rest: string) =>
    `User: arn:aws:sts::000000000000:assumed-role/lister-role/lister is not authorized to perform: ${rest}`;

  test('is offered exactly that, which is shown first; then it runs', async () => {
    const warning = await invoke({});
    assert.match(
      warning?.text ?? '',
      /^lister failed: role lister-role may not lambda:ListFunctions on \*/,
    );
    const [fix] = warning?.fixes ?? [];
    assert.equal(fix?.command, 'lambdaBench.allowAction');
    opened.prompts.expect(agree(/^Allow role lister-role lambda:ListFunctions/));
    await allowAction(opened.app, fix?.arguments?.[0]);
    const document = await bench.account.policies.inline('lister-role', 'LambdaBenchAllowed');
    assert.deepEqual(JSON.parse(document ?? '').Statement, [
      { Effect: 'Allow', Action: 'lambda:ListFunctions', Resource: '*' },
    ]);
    assert.equal(await invoke({}), warning);
    const { outcome } = opened.shown.results.at(-1) ?? {};
    assert(outcome?.kind === 'answered' && outcome.functionError === undefined);
  });

  test('is asked for the resource where AWS does not name it', async () => {
    const warning = await invoke({ message: refused('s3:GetObject') });
    const [fix] = warning?.fixes ?? [];
    opened.prompts.expect(
      type(/^On which resources/, 'arn:aws:s3:::photos/*'),
      agree(/^Allow role/),
    );
    await allowAction(opened.app, fix?.arguments?.[0]);
    const document = await bench.account.policies.inline('lister-role', 'LambdaBenchAllowed');
    assert.match(document ?? '', /photos/);
  });

  test('is offered nothing where it would not help', async () => {
    for (const [message, expected] of [
      [
        refused(
          's3:GetObject on resource: arn:aws:s3:::b/k with an explicit deny in an identity-based policy',
        ),
        /an explicit deny in an identity-based policy: allowing it on the role would not help/,
      ],
      [
        refused('s3:GetObject on resource: arn:aws:s3:::b/k').replace(
          '000000000000',
          '123456789012',
        ),
        /The role is of account 123456789012/,
      ],
    ] as const) {
      const warning = await invoke({ message });
      assert.match(warning?.text ?? '', expected);
      assert.deepEqual(warning?.fixes, []);
    }
    const before = opened.shown.warnings.length;
    await invoke({ message: 'something else' });
    assert.equal(opened.shown.warnings.length, before);
  });
});
