import assert from 'node:assert/strict';
import {
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  PublishVersionCommand,
  TagResourceCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { GroupKind, Row } from '../../src/app/row.ts';
import type { FunctionSummary } from '../../src/aws/lambdaFunction.ts';
import { copyValue } from '../../src/commands/copyValue.ts';
import { hideVariables } from '../../src/commands/hideVariables.ts';
import { refreshRow } from '../../src/commands/refreshRow.ts';
import { showVariables } from '../../src/commands/showVariables.ts';
import { isUserError } from '../../src/errors.ts';
import { localClients } from '../support/localClients.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { rowsBelow, seen } from '../support/rowsBelow.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('what stands below a function', () => {
  let bench: TestBench;
  let opened: TestApp;
  let full: FunctionSummary;
  let bare: FunctionSummary;

  suiteSetup(async () => {
    bench = await startTestBench();
    const { functions, roles } = bench.account;
    const { arn } = await roles.create({ name: 'runner', description: '' });
    bare = await functions.create(nodeFunction('bare', arn));
    const environment = { TOKEN: 'hush', ABC: '1' };
    full = await functions.create({ ...nodeFunction('full', arn), environment });
    const { lambda } = localClients(bench.endpoint);
    const FunctionName = 'full';
    await lambda.send(new PublishVersionCommand({ FunctionName, Description: 'first' }));
    await lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
    await lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'AWS_IAM' }));
    await lambda.send(new TagResourceCommand({ Resource: full.arn, Tags: { team: 'blue' } }));
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 9 }));
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  const below = (row: Row) => rowsBelow(opened, row);
  const group = (kind: GroupKind, summary = full) => below({ kind, function: summary });

  test('are its groups, which need no request', async () => {
    assert.deepEqual(seen(await below({ kind: 'function', function: full })), [
      'Payload Files',
      'Configuration',
      'Versions and Aliases',
      'Permissions',
      'Triggers',
      'Function URL',
      'Environment Variables',
      'Tags',
    ]);
  });

  test('the configuration says how it stands', async () => {
    const rows = seen(await group('configuration'));
    assert.deepEqual(rows.slice(0, 6), [
      'State: Active',
      'Runtime: nodejs24.x',
      'Handler: index.handler',
      'Memory: 128 MB',
      'Time-out: 9 s',
      'Role: runner',
    ]);
    assert.ok(rows.includes('Logs: /aws/lambda/full'), rows.join('\n'));
  });

  test('versions, aliases, URL and tags are there when there are any', async () => {
    assert.deepEqual(seen(await group('versions')), ['live: leads to 1', 'Version 1: first']);
    const url = seen(await group('url'));
    assert.match(url[0] ?? '', /^http/);
    assert.deepEqual(url.slice(1), ['Authentication: AWS_IAM', 'Mode: BUFFERED']);
    assert.deepEqual(seen(await group('tags')), ['team: blue']);
    for (const kind of ['versions', 'url', 'tags', 'environment'] as const) {
      assert.deepEqual(seen(await group(kind, bare)), ['None'], kind);
    }
    assert.deepEqual(seen(await group('payloads')), ['New Payload File…']);
  });

  test('values of the environment are not in the rows before they are asked for', async () => {
    const environment: Row = { kind: 'environment', function: full };
    const rows = await below(environment);
    assert.deepEqual(seen(rows), ['ABC: ••••••••', 'TOKEN: ••••••••']);
    assert.equal(JSON.stringify(rows).includes('hush'), false);
    await showVariables(opened.app, environment);
    const [put] = opened.shown.put;
    assert.equal(put?.row, environment);
    assert.deepEqual(seen(put?.rows ?? []), ['ABC: 1', 'TOKEN: hush']);
  });

  test('values that are shown are copied from their rows and hidden again, from each row and from the one above', async () => {
    const { app, shown } = opened;
    const environment: Row = { kind: 'environment', function: full };
    await showVariables(app, environment);
    const token = shown.put[0]?.rows[1];
    await copyValue(app, token);
    assert.equal(opened.copied(), 'hush');
    hideVariables(app, token);
    hideVariables(app, environment);
    assert.deepEqual(shown.refreshed, [token, environment]);
    assert.deepEqual(seen(await below(environment)), ['ABC: ••••••••', 'TOKEN: ••••••••']);
  });

  test('a value is copied without being shown', async () => {
    const [, token] = await group('environment');
    await copyValue(opened.app, token);
    assert.equal(opened.copied(), 'hush');
    assert.deepEqual(
      opened.shown.messages.map(({ text }) => text),
      ['Copied the value of TOKEN.'],
    );
    await assert.rejects(
      copyValue(opened.app, { ...token, name: 'GONE' }),
      (error) => isUserError(error) && /no variable GONE/.test(error.message),
    );
    await copyValue(opened.app, (await group('tags'))[0]);
    assert.equal(opened.copied(), 'blue');
  });

  test('of a function that has gone is a failure that says so', async () => {
    await assert.rejects(
      group('configuration', { ...full, name: 'gone' }),
      (error) => isUserError(error) && /^gone does not exist in us-east-1/.test(error.message),
    );
  });

  test('is fetched again row by row; a failure stands for the row above it', async () => {
    const { app, shown } = opened;
    const tags: Row = { kind: 'tags', function: full };
    await refreshRow(app, tags);
    await refreshRow(app, { kind: 'failure', view: 'functions', message: 'no', of: tags });
    assert.deepEqual(shown.refreshed, [tags, tags]);
    await refreshRow(app, { kind: 'failure', view: 'roles', message: 'no' });
    assert.deepEqual(shown.revealed.roles, [undefined]);
    for (const target of [undefined, 'x', {}, { kind: 1 }]) {
      await refreshRow(app, target);
      await showVariables(app, target);
      hideVariables(app, target);
      await copyValue(app, target);
    }
    assert.equal(shown.refreshed.length, 2);
  });
});
