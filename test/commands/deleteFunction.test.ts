import assert from 'node:assert/strict';
import {
  CreateAliasCommand,
  PublishVersionCommand,
  TagResourceCommand,
} from '@aws-sdk/client-lambda';
import type { App } from '../../src/app.ts';
import type { Account } from '../../src/aws/account.ts';
import { deleteFunction } from '../../src/commands/deleteFunction.ts';
import { recallSource, rememberSource } from '../../src/commands/flows/sources.ts';
import { isCancelled, isUserError } from '../../src/errors.ts';
import { localClients } from '../support/localClients.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { agree, choose, dismiss, type } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('deleting a function', () => {
  let bench: TestBench;
  let opened: TestApp;
  let roleArn = '';

  suiteSetup(async () => {
    bench = await startTestBench();
    roleArn = (await bench.account.roles.create({ name: 'runner', description: '' })).arn;
    await make('present');
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });
  const make = (name: string) => bench.account.functions.create(nodeFunction(name, roleArn));

  test('the question says what goes and what stays; then it is gone and its source forgotten', async () => {
    const { app } = opened;
    const { target } = bench.account;
    const source = { path: '/w/x.mjs', include: [], leftOut: [], fingerprint: 'f', sha256: 's' };
    await rememberSource(app.state, target, 'leaver', source);
    opened.prompts.expect(
      agree(
        'Delete function leaver from local · us-east-1?',
        /^With it go its code and configuration and its permissions; .*What stays: its role runner/,
      ),
    );
    await deleteFunction(app, { kind: 'function', function: await make('leaver') });
    assert.equal(await bench.account.functions.find('leaver'), undefined);
    assert.equal(recallSource(app.state, target, 'leaver'), undefined);
    assert.deepEqual(opened.shown.revealed.functions, [undefined]);
  });

  /** The same account by a connection that is not the local one. */
  const remote = (): App => ({
    ...opened.app,
    connection: { ...opened.app.connection, kind: 'profile' },
  });

  test('elsewhere its name must be typed, and dismissing that keeps it', async () => {
    await make('typed');
    const asked = /^Delete function typed from local · us-east-1\? Type its name to agree\./;
    opened.prompts.expect(
      type(asked, 'type', { refused: /Type typed, or press Escape/ }),
      type(asked, '', { refused: /Type typed/ }),
      dismiss(asked),
    );
    await assert.rejects(deleteFunction(remote(), { name: 'typed' }), isCancelled);
    assert.notEqual(await bench.account.functions.find('typed'), undefined);
    opened.prompts.expect(type(asked, 'typed'));
    await deleteFunction(remote(), { name: 'typed' });
    assert.equal(await bench.account.functions.find('typed'), undefined);
  });

  test('versions, aliases and the URL that go with it are named', async () => {
    await make('rich');
    const { lambda } = localClients(bench.endpoint);
    const FunctionName = 'rich';
    await lambda.send(new PublishVersionCommand({ FunctionName }));
    await lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
    await bench.account.functions.setUrl('rich', { AuthType: 'AWS_IAM' });
    opened.prompts.expect(
      agree(
        /rich/,
        /its version, its alias live, its URL http\S+ and its permissions; they cannot/,
      ),
    );
    await deleteFunction(opened.app, { name: 'rich' });
  });

  test('a function of a stack says so first; dismissing that keeps it', async () => {
    const { arn } = await make('stacked');
    const { lambda } = localClients(bench.endpoint);
    // What CloudFormation sets nobody else may, on AWS; the local endpoint is as strict.
    const Tags = { 'aws:cloudformation:stack-name': 'shop' };
    const refused = await lambda.send(new TagResourceCommand({ Resource: arn, Tags })).then(
      () => false,
      () => true,
    );
    const account = refused ? withTags(bench.account, Tags) : bench.account;
    const connection = { ...opened.app.connection, account: async () => account };
    const asked = 'Function stacked belongs to the CloudFormation stack shop.';
    opened.prompts.expect(dismiss(asked));
    await assert.rejects(
      deleteFunction({ ...opened.app, connection }, { name: 'stacked' }),
      isCancelled,
    );
    assert.notEqual(await bench.account.functions.find('stacked'), undefined);
    opened.prompts.expect(agree(asked, /next update of the stack fails/), dismiss(/stacked/));
    await assert.rejects(
      deleteFunction({ ...opened.app, connection }, { name: 'stacked' }),
      isCancelled,
    );
    assert.notEqual(await bench.account.functions.find('stacked'), undefined);
  });

  test('without a target it is asked for, and dismissing the question keeps it', async () => {
    await make('stayer');
    opened.prompts.expect(choose('Function to delete', 'stayer'), dismiss(/stayer/));
    await assert.rejects(deleteFunction(opened.app), isCancelled);
    assert.notEqual(await bench.account.functions.find('stayer'), undefined);
  });

  test('a function that does not exist is said not to, and the view can be refreshed', async () => {
    await assert.rejects(deleteFunction(opened.app, { name: 'nobody' }), (error) => {
      assert(isUserError(error));
      assert.match(error.message, /nobody does not exist in local · us-east-1/);
      assert.equal(error.fix?.command, 'lambdaBench.refreshFunctions');
      return true;
    });
  });

  for (const target of [
    { kind: 'function' },
    { kind: 'function', function: { name: 1 } },
    'x',
    7,
  ]) {
    test(`a target like ${JSON.stringify(target)} is as good as none`, async () => {
      opened.prompts.expect(dismiss('Function to delete'));
      await assert.rejects(deleteFunction(opened.app, target), isCancelled);
    });
  }
});

function withTags(account: Account, tags: Readonly<Record<string, string>>): Account {
  return { ...account, functions: { ...account.functions, tags: async () => tags } };
}
