import assert from 'node:assert/strict';
import { connect } from '../../src/aws/connect.ts';
import { createRole } from '../../src/commands/createRole.ts';
import { isCancelled, isUserError } from '../../src/errors.ts';
import { iamError, startFaultServer } from '../support/faultServer.ts';
import { choose, chooseMany, dismiss, goBack, keep, type } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const basicExecution = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
});

suite('creating an execution role', () => {
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
  const roles = () => bench.account.roles;

  test('a name and three times Enter give a role that may write logs', async () => {
    opened.prompts.expect(
      type(/Name/, 'plain-role'),
      keep(/Description/, ''),
      keep(/Managed policies/, ['AWSLambdaBasicExecutionRole']),
      choose(/Inline policy/, 'None'),
    );
    await createRole(opened.app);
    const role = await roles().find('plain-role');
    assert.deepEqual(role?.trusts, ['lambda.amazonaws.com']);
    assert.deepEqual(await roles().policies('plain-role'), {
      attached: [{ name: 'AWSLambdaBasicExecutionRole', arn: basicExecution }],
      inline: [],
    });
    assert.deepEqual(opened.shown.revealed.roles, ['plain-role']);
  });

  test('who may not list policies chooses what every function needs', async () => {
    const server = await startFaultServer(iamError(403, 'AccessDenied', 'No.'));
    try {
      const { managedPolicies } = connect(server.target).roles;
      const account = { ...bench.account, roles: { ...roles(), managedPolicies } };
      const connection = { ...opened.app.connection, account: async () => account };
      opened.prompts.expect(
        type(/Name/, 'unlisted-role'),
        keep(/Description/, ''),
        keep(/Managed policies/, ['AWSLambdaBasicExecutionRole']),
        choose(/Inline policy/, 'None'),
      );
      await createRole({ ...opened.app, connection });
    } finally {
      await server.close();
    }
    const { attached } = await roles().policies('unlisted-role');
    assert.deepEqual(attached, [{ name: 'AWSLambdaBasicExecutionRole', arn: basicExecution }]);
  });

  test('each question refuses what IAM would refuse, and Back returns to the one before', async () => {
    opened.prompts.expect(
      type(/Name/, '', { refused: /needs a name/ }),
      type(/Name/, 'orders role', { refused: /blank/ }),
      type(/Name/, 'first-name'),
      goBack(/Description/),
      type(/Name/, 'first name', { refused: /blank/ }),
      type(/Name/, 'second-name'),
      type(/Description/, 'it’s', { refused: /’/ }),
      type(/Description/, 'Für Bestellungen'),
      chooseMany(/Managed policies/, []),
      choose(/Inline policy/, 'None'),
    );
    await createRole(opened.app);
    assert.equal(await roles().find('first-name'), undefined);
    assert.equal((await roles().find('second-name'))?.description, 'Für Bestellungen');
    assert.deepEqual((await roles().policies('second-name')).attached, []);
  });

  test('after Back what was answered before stands there again', async () => {
    opened.prompts.expect(
      type(/Name/, 'kept-name'),
      type(/Description/, 'kept'),
      chooseMany(/Managed policies/, ['AWSLambdaVPCAccessExecutionRole']),
      goBack(/Inline policy/),
      goBack(/Managed policies/),
      goBack(/Description/),
      keep(/Name/, 'kept-name'),
      keep(/Description/, 'kept'),
      keep(/Managed policies/, ['AWSLambdaVPCAccessExecutionRole']),
      dismiss(/Inline policy/),
    );
    await assert.rejects(createRole(opened.app), isCancelled);
  });

  test('a name that is in use is asked for again', async () => {
    await roles().create({ name: 'in-use', description: 'mine' });
    opened.prompts.expect(
      type(/Name/, 'in-use'),
      type(/Name.*in-use exists already/, 'in-use', { refused: /exists already/ }),
      dismiss(/Name/),
    );
    await assert.rejects(createRole(opened.app), isCancelled);
    assert.equal((await roles().find('in-use'))?.description, 'mine');
  });

  test('the inline policy of the guide is called broad, in words', async () => {
    opened.prompts.expect(
      type(/Name/, 'broad'),
      keep(/Description/),
      keep(/Managed policies/),
      choose(/Inline policy/, /lambda:\*/, { shows: /broad.*every function of the account/s }),
    );
    await createRole(opened.app);
    assert.deepEqual((await roles().policies('broad')).inline, ['LambdaBenchAccess']);
  });

  test('the JSON document in the editor becomes an inline policy of its name', async () => {
    opened.workspace.openUntitled('read orders.json', 'json', document);
    opened.prompts.expect(
      type(/Name/, 'with-document'),
      keep(/Description/),
      keep(/Managed policies/),
      choose(/Inline policy/, /read orders\.json/),
    );
    await createRole(opened.app);
    assert.deepEqual((await roles().policies('with-document')).inline, ['read-orders']);
  });

  test('a document that is no policy says why and is not taken', async () => {
    opened.workspace.openUntitled('event.json', 'json', '{"id": 1}');
    opened.prompts.expect(
      type(/Name/, 'without-document'),
      keep(/Description/),
      keep(/Managed policies/),
      choose(/Inline policy/, /event\.json/, { shows: /Cannot be used.*no member id/ }),
      choose(/Inline policy/, 'None'),
    );
    await createRole(opened.app);
    assert.deepEqual((await roles().policies('without-document')).inline, []);
  });

  test('a document that is not JSON is not offered', async () => {
    opened.workspace.openUntitled('notes.txt', 'plaintext', document);
    opened.prompts.expect(
      type(/Name/, 'without-text'),
      keep(/Description/),
      keep(/Managed policies/),
      choose(/Inline policy/, 'None'),
    );
    await createRole(opened.app);
  });

  test('complete answers need no question', async () => {
    await createRole(opened.app, {
      name: 'answered',
      description: 'by a key',
      policies: [basicExecution],
      inlinePolicy: document,
    });
    const { attached, inline } = await roles().policies('answered');
    assert.deepEqual([attached.length, inline.length], [1, 1]);
  });

  for (const [what, answers, expected] of [
    ['a name', { name: 'my role' }, /"name".*blank/],
    ['a description', { name: 'r', description: 1 }, /"description".*not a text/],
    ['policies', { name: 'r', policies: 'x' }, /"policies".*list of texts/],
    ['an inline policy', { name: 'r', inlinePolicy: '{}' }, /"inlinePolicy".*no Statement/],
  ] as const) {
    test(`${what} that is answered in advance is checked as a typed one is`, async () => {
      await assert.rejects(createRole(opened.app, answers), (error) => {
        assert(isUserError(error));
        assert.match(error.message, expected);
        return true;
      });
      assert.equal(await roles().find('r'), undefined);
    });
  }

  test('when a policy cannot be attached nothing stays, and the message says so', async () => {
    const policies = [basicExecution, 'arn:aws:iam::aws:policy/DoesNotExist'];
    const answers = { name: 'half-made', description: '', policies };
    await assert.rejects(createRole(opened.app, answers), (error) => {
      assert(isUserError(error));
      assert.match(error.message, /Role half-made was not created/);
      assert.match(error.message, /DoesNotExist/);
      assert.match(error.message, /Removed again: role half-made/);
      return true;
    });
    assert.equal(await roles().find('half-made'), undefined);
    assert.deepEqual(opened.shown.revealed.roles, []);
  });

  test('a cancel in the middle leaves nothing, says so and ends in silence', async () => {
    opened.progress.cancelAt(/attaching/);
    const answers = { name: 'cancelled', description: '', policies: [basicExecution] };
    await assert.rejects(createRole(opened.app, answers), isCancelled);
    assert.match(opened.shown.messages[0]?.text ?? '', /Removed again: role cancelled/);
    assert.equal(await roles().find('cancelled'), undefined);
  });

  test('a role of that name that somebody else made is never removed', async () => {
    await roles().create({ name: 'theirs', description: 'theirs' });
    const answers = { name: 'theirs', description: '', policies: [] };
    await assert.rejects(createRole(opened.app, answers), (error) => {
      assert(isUserError(error));
      assert.match(error.message, /theirs/);
      assert.doesNotMatch(error.message, /Removed/);
      return true;
    });
    assert.equal((await roles().find('theirs'))?.description, 'theirs');
  });
});
