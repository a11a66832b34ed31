import assert from 'node:assert/strict';
import type { App } from '../../../src/app.ts';
import type { FunctionSummary } from '../../../src/aws/lambdaFunction.ts';
import { documentPath } from '../../../src/commands/documents/documentPath.ts';
import { openDocument } from '../../../src/commands/documents/openDocument.ts';
import { editConfiguration } from '../../../src/commands/editConfiguration.ts';
import { isUserError } from '../../../src/errors.ts';
import { nodeFunction } from '../../support/nodeFunction.ts';
import { agree, dismiss } from '../../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../../support/testApp.ts';

suite("a function's configuration as a document", () => {
  let bench: TestBench;
  let opened: TestApp;
  let made: FunctionSummary;
  let counter = 0;

  suiteSetup(async () => {
    bench = await startTestBench();
    await bench.account.roles.create({ name: 'runner', description: '' });
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
    const role = await bench.account.roles.find('runner');
    made = await bench.account.functions.create(nodeFunction(`f${++counter}`, role?.arn ?? ''));
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  const path = (name = made.name) =>
    documentPath(bench.account.target, ['functions', name, `${name}.configuration.json`]);
  const open = (app: App = opened.app) => openDocument(app, path());
  const details = async () => (await bench.account.functions.details(made.name)).settings;
  /** The text with some members replaced. */
  const changed = (text: string, members: object) =>
    JSON.stringify({ ...JSON.parse(text), ...members });
  const protectedApp = (): App => ({
    ...opened.app,
    connection: { ...opened.app.connection, protected: true },
  });

  test('is opened by a path that says where it belongs', async () => {
    await editConfiguration(opened.app, { kind: 'function', function: made });
    assert.deepEqual(opened.shown.accountDocuments, [
      `/local/000000000000/us-east-1/functions/${made.name}/${made.name}.configuration.json`,
    ]);
  });

  test('holds what can be changed; saved as it is, it changes nothing', async () => {
    const document = open();
    const content = await document.read();
    assert.deepEqual(JSON.parse(content.text), {
      Description: '',
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: made.role,
      MemorySize: 128,
      Timeout: 3,
      Environment: { Variables: {} },
      LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${made.name}` },
      ReservedConcurrentExecutions: null,
      FunctionUrl: null,
    });
    assert.deepEqual(document.problems(content.text), []);
    const saved = await document.save(content.text, content);
    assert.equal(saved.kind, 'saved');
    assert.equal(saved.content?.revision, content.revision);
  });

  test('is in force when it is saved: configuration, concurrency and URL', async () => {
    const document = open();
    const content = await document.read();
    const members = {
      Description: 'Ümläut',
      MemorySize: 256,
      Timeout: 9,
      Environment: { Variables: { B: '2', A1: '1' } },
      LoggingConfig: { LogFormat: 'JSON', LogGroup: '/my/group' },
      ReservedConcurrentExecutions: 5,
      FunctionUrl: { AuthType: 'AWS_IAM', InvokeMode: 'RESPONSE_STREAM' },
    };
    // A name of one letter is refused before anything is sent.
    const refused = await document.save(changed(content.text, members), content);
    assert.equal(refused.kind, 'failed');
    assert.match(refused.message, /^Nothing was saved: B is no name of a variable/);
    const fine = { ...members, Environment: { Variables: { BB: '2', A1: '1' } } };
    const saved = await document.save(changed(content.text, fine), content);
    assert.equal(saved.kind, 'saved', JSON.stringify(saved));
    const { functions } = bench.account;
    assert.equal((await details()).Timeout, 9);
    assert.equal((await details()).Description, 'Ümläut');
    assert.deepEqual((await details()).Environment?.Variables, { A1: '1', BB: '2' });
    assert.equal(await functions.reservedConcurrency(made.name), 5);
    const { settings } = (await functions.url(made.name)) ?? {};
    assert.equal(settings?.InvokeMode, 'RESPONSE_STREAM');
    assert.equal(JSON.parse(saved.content.text).LoggingConfig.LogFormat, 'JSON');
  });

  test('what is left out stays as it is', async () => {
    const document = open();
    const content = await document.read();
    const saved = await document.save('{"MemorySize": 512}', content);
    assert.equal(saved.kind, 'saved');
    assert.equal((await details()).MemorySize, 512);
    assert.equal((await details()).Timeout, 3);
  });

  test('a URL goes only after a question; cancelling changes nothing', async () => {
    const { functions } = bench.account;
    await functions.setUrl(made.name, { AuthType: 'AWS_IAM' });
    const document = open();
    const content = await document.read();
    const without = changed(content.text, { FunctionUrl: null, Timeout: 5 });
    opened.prompts.expect(dismiss(/change the configuration/));
    const cancelled = await document.save(without, content);
    assert.equal(cancelled.kind, 'failed');
    assert.match(cancelled.message, /Nothing was saved: you cancelled it/);
    assert.notEqual(await functions.url(made.name), undefined);
    assert.equal((await details()).Timeout, 3);
    opened.prompts.expect(agree(/change the configuration/, /address cannot be brought back/));
    assert.equal((await document.save(without, content)).kind, 'saved');
    assert.equal(await functions.url(made.name), undefined);
  });

  test('a protected connection asks first, once; cancelling changes nothing', async () => {
    const document = open(protectedApp());
    const content = await document.read();
    const text = changed(content.text, { Timeout: 7 });
    opened.prompts.expect(dismiss(/protected. This will change the configuration of f\d+/));
    assert.equal((await document.save(text, content)).kind, 'failed');
    assert.equal((await details()).Timeout, 3);
    opened.prompts.expect(agree(/protected/));
    assert.equal((await document.save(text, content)).kind, 'saved');
  });

  test('somebody else’s change is a conflict and stays; after it was seen, saving takes its place', async () => {
    const document = open();
    const content = await document.read();
    await bench.account.functions.updateSettings(made.name, { Timeout: 30 }, {});
    const text = changed(content.text, { MemorySize: 1024 });
    const conflict = await document.save(text, content);
    assert.equal(conflict.kind, 'conflict');
    assert.equal(JSON.parse(conflict.content.text).Timeout, 30);
    assert.deepEqual([(await details()).Timeout, (await details()).MemorySize], [30, 128]);
    assert.equal((await document.save(text, conflict.content)).kind, 'saved');
    assert.deepEqual([(await details()).Timeout, (await details()).MemorySize], [3, 1024]);
  });

  test('trying the same text again after a conflict asks before it overwrites', async () => {
    const document = open();
    const content = await document.read();
    await bench.account.functions.updateSettings(made.name, { Timeout: 30 }, {});
    const text = changed(content.text, { MemorySize: 1024 });
    const conflict = await document.save(text, content);
    assert.equal(conflict.kind, 'conflict');
    const seen = { ...conflict.content, refused: text };
    opened.prompts.expect(dismiss(/change the configuration/));
    assert.equal((await document.save(text, seen)).kind, 'failed');
    assert.equal((await details()).Timeout, 30);
    opened.prompts.expect(agree(/change the configuration/, /change, which the diff shows/));
    assert.equal((await document.save(text, seen)).kind, 'saved');
  });

  test('a change of concurrency or URL elsewhere is a conflict too', async () => {
    const document = open();
    const content = await document.read();
    await bench.account.functions.setReservedConcurrency(made.name, 2);
    const saved = await document.save(changed(content.text, { Timeout: 4 }), content);
    assert.equal(saved.kind, 'conflict');
    assert.equal((await details()).Timeout, 3);
  });

  test('a change while the question is open is a conflict', async () => {
    const document = open({
      ...protectedApp(),
      prompts: {
        ...opened.app.prompts,
        confirm: () => bench.account.functions.updateSettings(made.name, { Timeout: 8 }, {}),
      },
    });
    const content = await document.read();
    const saved = await document.save(changed(content.text, { MemorySize: 640 }), content);
    assert.equal(saved.kind, 'conflict');
    assert.equal((await details()).MemorySize, 128);
  });

  test('a change in the very last moment is noticed by the service', async () => {
    const content = await open().read();
    const account = {
      ...bench.account,
      functions: {
        ...bench.account.functions,
        async updateSettings(...[name, settings, options]: Parameters<typeof update>) {
          await update(name, { Timeout: 8 }, {});
          await update(name, settings, options);
        },
      },
    };
    const update = bench.account.functions.updateSettings;
    const connection = { ...opened.app.connection, account: async () => account };
    const document = open({ ...opened.app, connection });
    const saved = await document.save(changed(content.text, { MemorySize: 640 }), content);
    assert.equal(saved.kind, 'conflict', JSON.stringify(saved));
    assert.deepEqual([(await details()).Timeout, (await details()).MemorySize], [8, 128]);
  });

  for (const [text, message] of [
    ['', /the document is empty/],
    ['{"Timeout": 3', /it is not JSON.*line 1, column 14/],
    ['{\n  "Timeout": 0\n}', /1 to 900 seconds\. \(line 2, column 14\)/],
  ] as const) {
    test(`is not saved when it is wrong: ${JSON.stringify(text)}`, async () => {
      const document = open();
      const saved = await document.save(text, await document.read());
      assert.equal(saved.kind, 'failed');
      assert.match(saved.message, message);
    });
  }

  test('a refusal of the service says so, and what was saved before it', async () => {
    const document = open();
    const content = await document.read();
    const tooMany = { Timeout: 6, ReservedConcurrentExecutions: 100_000 };
    const saved = await document.save(changed(content.text, tooMany), content);
    assert.equal(saved.kind, 'failed');
    assert.match(
      saved.message,
      /Not all of it was saved.*Saved: Timeout. Not saved: reserved conc/,
    );
    assert.equal(JSON.parse(saved.content?.text ?? '').Timeout, 6);
    const unknown = changed(saved.content?.text ?? '', { Runtime: 'cobol1.x' });
    const again = await document.save(unknown, saved.content ?? content);
    assert.equal(again.kind, 'failed');
    assert.match(again.message, /^Nothing was saved\./);
  });

  test('of a function that has gone cannot be read', async () => {
    const gone = openDocument(opened.app, path('gone'));
    await assert.rejects(gone.read(), (error) => isUserError(error) && /gone/.test(error.message));
  });

  for (const elsewhere of [
    { connection: 'prod' },
    { accountId: '123456789012' },
    { accountId: undefined },
    { region: 'eu-west-1' },
  ]) {
    test(`of another place is neither read nor saved: ${JSON.stringify(elsewhere)}`, async () => {
      const target = { ...bench.account.target, ...elsewhere };
      const { name } = made;
      const there = documentPath(target, ['functions', name, `${name}.configuration.json`]);
      const document = openDocument(opened.app, there);
      const notSelected = (error: unknown) =>
        isUserError(error) && /belongs to .* which is not selected/.test(error.message);
      await assert.rejects(document.read(), notSelected);
      const content = await open().read();
      const text = changed(content.text, { Timeout: 8 });
      await assert.rejects(document.save(text, content), notSelected);
      assert.equal((await details()).Timeout, 3);
    });
  }

  for (const wrong of ['', '/', '/local/0/r', '/local/0/r/functions/f', '/local/0/r/x/f/f.json']) {
    test(`is not what ${JSON.stringify(wrong)} names`, () => {
      assert.throws(() => openDocument(opened.app, wrong), /is no document of an account/);
    });
  }

  test('names of connections may be any text', async () => {
    const target = { ...bench.account.target, connection: 'a/b c%2F·' };
    const account = { ...bench.account, target };
    const connection = {
      ...opened.app.connection,
      name: target.connection,
      account: async () => account,
    };
    const { name } = made;
    const there = documentPath(target, ['functions', name, `${name}.configuration.json`]);
    await openDocument({ ...opened.app, connection }, there).read();
  });
});
