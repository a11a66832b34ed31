import assert from 'node:assert/strict';
import type { Row } from '../../src/app/row.ts';
import type { App } from '../../src/app.ts';
import { createAlias } from '../../src/commands/createAlias.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { moveAlias } from '../../src/commands/moveAlias.ts';
import { publishVersion } from '../../src/commands/publishVersion.ts';
import { isCancelled, isUserError } from '../../src/errors.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { agree, choose, dismiss, type } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('versions and aliases', () => {
  let bench: TestBench;
  let opened: TestApp;
  let name = '';
  let counter = 0;

  suiteSetup(async () => {
    bench = await startTestBench();
    await bench.account.roles.create({ name: 'runner', description: '' });
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
    name = `f${++counter}`;
    const role = await bench.account.roles.find('runner');
    await bench.account.functions.create(nodeFunction(name, role?.arn ?? ''));
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  const messages = () => opened.shown.messages.map(({ text }) => text);
  const guarded = (): App => ({
    ...opened.app,
    connection: { ...opened.app.connection, protected: true },
  });
  /** One published version, then a change, then a second one. */
  async function twoVersions(): Promise<void> {
    const { functions } = bench.account;
    await functions.publishVersion(name, { description: 'one', codeSha256: '' });
    await functions.updateSettings(name, { Timeout: 4 }, {});
    await functions.publishVersion(name, { description: 'two', codeSha256: '' });
  }

  test('a version is published with its description, and an alias of it is offered', async () => {
    opened.prompts.expect(
      type(/Description of the new version/, 'x'.repeat(257), { refused: /at most 256/ }),
      type(/Description of the new version/, 'first'),
    );
    await publishVersion(opened.app, { name });
    assert.deepEqual(messages(), [`Version 1 of ${name} was published.`]);
    const [fix] = opened.shown.messages[0]?.fixes ?? [];
    assert.deepEqual(fix?.arguments, [{ name, version: '1' }]);
    opened.prompts.expect(
      type(/Name of the alias/, '', { refused: /needs a name/ }),
      type(/Name of the alias/, '12', { refused: /number alone/ }),
      type(/Name of the alias/, 'a b', { refused: /cannot contain a blank/ }),
      type(/Name of the alias of f\d+ that leads to 1/, 'live'),
      type('Description (may be empty)', ''),
    );
    await createAlias(opened.app, fix?.arguments?.[0]);
    assert.equal((await bench.account.functions.alias(name, 'live')).version, '1');
  });

  test('an alias is moved; somebody else’s move meanwhile is not overwritten', async () => {
    await twoVersions();
    const { functions } = bench.account;
    await functions.createAlias(name, { alias: 'live', version: '1', description: '' });
    const summary = await functions.find(name);
    assert(summary);
    const qualifier = { kind: 'alias', name: 'live', description: '' } as const;
    const row: Row = { kind: 'alias', function: summary, qualifier };
    opened.prompts.expect(
      choose(/live leads to 1. Version that it leads to from now on/, 'Version 2', {
        shows: /two/,
      }),
    );
    await moveAlias(opened.app, row);
    assert.equal((await functions.alias(name, 'live')).version, '2');
    assert.deepEqual(messages(), [`The alias ${name}:live leads to 2; before, to 1.`]);

    const prompts: App['prompts'] = {
      ...opened.app.prompts,
      async pick(question) {
        const { revision } = await functions.alias(name, 'live');
        await functions.moveAlias(name, { alias: 'live', version: '$LATEST', revision });
        return opened.app.prompts.pick(question);
      },
    };
    opened.prompts.expect(choose(/leads to 2/, 'Version 1'));
    await assert.rejects(
      moveAlias({ ...opened.app, prompts }, row),
      (error) =>
        isUserError(error) && /somebody else has changed f\d+:live meanwhile/.test(error.message),
    );
    assert.equal((await functions.alias(name, 'live')).version, '$LATEST');
  });

  test('a version and an alias are invoked from their rows', async () => {
    await twoVersions();
    const { functions } = bench.account;
    await functions.createAlias(name, { alias: 'live', version: '1', description: '' });
    const summary = await functions.find(name);
    assert(summary);
    for (const [kind, qualifier, version] of [
      ['version', '2', '2'],
      ['alias', 'live', '1'],
    ] as const) {
      const row: Row = {
        kind,
        function: summary,
        qualifier: { kind, name: qualifier, description: '' },
      };
      opened.prompts.expect(choose(/Which payload does/, 'Empty object {}'));
      await invokePayload(opened.app, row);
      const { request, outcome } = opened.app.invocations.finished() ?? assert.fail();
      assert.equal(request.qualifier, qualifier);
      assert.ok(outcome.kind === 'answered');
      assert.equal(outcome.executedVersion, version);
    }
  });

  test('a protected connection asks before each; cancelling changes nothing', async () => {
    await twoVersions();
    const { functions } = bench.account;
    await functions.createAlias(name, { alias: 'live', version: '1', description: '' });
    opened.prompts.expect(type(/Description/, ''), dismiss(/This will publish a version of f/));
    await assert.rejects(publishVersion(guarded(), { name }), isCancelled);
    opened.prompts.expect(
      choose(/Version/, 'Version 2'),
      type(/Name/, 'beta'),
      type(/Description/, ''),
      dismiss(/This will create the alias f\d+:beta/),
    );
    await assert.rejects(createAlias(guarded(), { name }), isCancelled);
    opened.prompts.expect(
      choose(/Alias of f\d+ to move/, 'live', { shows: /leads to 1/ }),
      choose(/Version/, 'Version 2'),
      dismiss(/This will move f\d+:live from 1 to 2/),
    );
    await assert.rejects(moveAlias(guarded(), { name }), isCancelled);
    assert.equal((await functions.alias(name, 'live')).version, '1');
    await assert.rejects(functions.alias(name, 'beta'), isUserError);
    opened.prompts.expect(choose(/Alias/, 'live'), choose(/Version/, 'Version 2'), agree(/move/));
    await moveAlias(guarded(), { name });
    assert.equal((await functions.alias(name, 'live')).version, '2');
  });

  test('without an alias there is nothing to move, and one can be created', async () => {
    await assert.rejects(moveAlias(opened.app, { name }), (error) => {
      assert(isUserError(error));
      assert.equal(error.fix?.command, 'lambdaBench.createAlias');
      return true;
    });
    opened.prompts.expect(dismiss(/Alias|Version/));
    await assert.rejects(createAlias(opened.app, { name }), isCancelled);
  });
});
