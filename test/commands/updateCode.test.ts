import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { App } from '../../src/app.ts';
import type { FunctionSummary } from '../../src/aws/lambdaFunction.ts';
import { createFunction } from '../../src/commands/createFunction.ts';
import { recallSource } from '../../src/commands/flows/sources.ts';
import { updateCode } from '../../src/commands/updateCode.ts';
import { isCancelled, isUserError } from '../../src/errors.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { choose, dismiss, keep } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const returning = (value: string) => `export const handler = async () => '${value}';\n`;

suite('updating the code of a function', () => {
  let bench: TestBench;
  let opened: TestApp;
  let roleArn = '';

  suiteSetup(async () => {
    bench = await startTestBench();
    roleArn = (await bench.account.roles.create({ name: 'runner', description: '' })).arn;
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  test('a row whose source is known is updated in one step, and runs the new code', async () => {
    const row = await made('known', 'old');
    await opened.write('known.mjs', returning('new'));
    await updateCode(opened.app, { kind: 'function', function: row });
    assert.equal(await answerOf('known'), '"new"');
    assert.match(
      lastMessage(),
      /^Function known was updated from known\.mjs: \d files?, \d+ bytes\.$/,
    );
    assert.deepEqual(opened.shown.revealed.functions.at(-1), 'known');
    const { codeSha256 } = await found('known');
    const { target } = bench.account;
    assert.equal(recallSource(opened.app.state, target, 'known')?.sha256, codeSha256);
  });

  test('the source file knows its function, and so does a file beside it in a folder', async () => {
    await made('by-file', 'old');
    await updateCode(opened.app, { fsPath: await opened.write('by-file.mjs', returning('1')) });
    assert.equal(await answerOf('by-file'), '"1"');
    await opened.write('folder/index.mjs', returning('old'));
    await make('by-folder', join(opened.folder, 'folder'), 'index.handler');
    await opened.write('folder/index.mjs', "export { handler } from './lib/deep.mjs';\n");
    const fsPath = await opened.write('folder/lib/deep.mjs', returning('2'));
    await updateCode(opened.app, { fsPath });
    assert.equal(await answerOf('by-folder'), '"2"');
  });

  test('changes in the editor are saved and sent', async () => {
    const row = await made('edited', 'old');
    opened.workspace.open(join(opened.folder, 'edited.mjs'), returning('edited'));
    await updateCode(opened.app, { kind: 'function', function: row });
    assert.equal(await answerOf('edited'), '"edited"');
  });

  test('code that runs already is not sent again, which is said', async () => {
    const row = await made('same', 'same');
    const { lastModified } = await found('same');
    await updateCode(opened.app, { kind: 'function', function: row });
    assert.match(lastMessage(), /runs this code already, nothing was sent/);
    assert.equal((await found('same')).lastModified, lastModified);
  });

  test('a row that is older than the function is no reason to leave out an update', async () => {
    const row = await made('stale', 'first');
    const fsPath = await opened.write('stale.mjs', returning('second'));
    await updateCode(opened.app, { fsPath });
    await opened.write('stale.mjs', returning('first'));
    await updateCode(opened.app, { kind: 'function', function: row });
    assert.equal(await answerOf('stale'), '"first"');
  });

  test('a source that is not known is asked for once and remembered', async () => {
    const path = await opened.write('index.mjs', returning('mine'));
    const row = await bench.account.functions.create(nodeFunction('foreign', roleArn));
    opened.prompts.expect(choose(/File or folder that foreign is made from/, 'index.mjs'));
    await updateCode(opened.app, { kind: 'function', function: row });
    assert.equal(await answerOf('foreign'), '"mine"');
    await opened.write('index.mjs', returning('again'));
    await updateCode(opened.app, { fsPath: path });
    assert.equal(await answerOf('foreign'), '"again"');
  });

  test('code that somebody else has sent is shown before it is overwritten', async () => {
    const row = { kind: 'function', function: await made('theirs', 'old') };
    await send('theirs', 'theirs');
    const path = await opened.write('theirs.mjs', returning('mine'));
    const asked = /code of theirs was not sent from here: somebody else's change would be lost$/;
    opened.prompts.expect(dismiss(asked));
    await assert.rejects(updateCode(opened.app, row), isCancelled);
    opened.prompts.expect(choose(asked, 'Show the differences', { shows: /theirs\.mjs/ }));
    await assert.rejects(updateCode(opened.app, row), isCancelled);
    const [shown] = opened.shown.differences;
    assert.equal(shown?.title, 'theirs.mjs: in the account ↔ here');
    assert.equal(Buffer.from(shown.left.content).toString(), returning('theirs'));
    assert.equal(Buffer.from(shown.right.content).toString(), returning('mine'));
    const told = opened.shown.messages.at(-1);
    assert.match(told?.text ?? '', /^Nothing was sent: theirs still runs what somebody else/);
    assert.deepEqual(told?.fixes[0]?.arguments, [{ name: 'theirs', path }]);
    assert.equal(await answerOf('theirs'), '"theirs"');
    opened.prompts.expect(choose(asked, 'Replace it all the same'));
    await updateCode(opened.app, row);
    assert.equal(await answerOf('theirs'), '"mine"');
  });

  test('code of unknown origin is asked about unless the account is the local one', async () => {
    const path = await opened.write('origin.mjs', returning('mine'));
    await bench.account.functions.create(nodeFunction('origin', roleArn));
    const connection = { ...opened.app.connection, kind: 'profile', protected: true } as const;
    opened.prompts.expect(dismiss(/origin was not sent from here.*on a protected connection/));
    await assert.rejects(
      updateCode({ ...opened.app, connection }, { name: 'origin', path }),
      isCancelled,
    );
    await updateCode(opened.app, { name: 'origin', path });
    assert.equal(await answerOf('origin'), '"mine"');
  });

  test('a change in the very last moment is not overwritten', async () => {
    const row = { kind: 'function', function: await made('race', 'old') };
    await opened.write('race.mjs', returning('mine'));
    const progress: App['progress'] = {
      async run(title, task) {
        if (title.startsWith('Updating')) await send('race', 'theirs');
        return opened.app.progress.run(title, task);
      },
    };
    await assert.rejects(
      updateCode({ ...opened.app, progress }, row),
      (error) =>
        isUserError(error) && /somebody else has changed race meanwhile/.test(error.message),
    );
    assert.equal(await answerOf('race'), '"theirs"');
  });

  /** Sends code as another client does. */
  async function send(name: string, value: string): Promise<void> {
    const zip = zipSync({ [`${name}.mjs`]: strToU8(returning(value)) });
    await bench.account.functions.updateCode(name, zip);
  }

  test('a source that is gone is asked for', async () => {
    const row = await made('moved', 'old');
    await rm(join(opened.folder, 'moved.mjs'));
    await opened.write('src/moved.mjs', returning('moved'));
    opened.prompts.expect(choose(/File or folder that moved/, join('src', 'moved.mjs')));
    await updateCode(opened.app, { kind: 'function', function: row });
    assert.equal(await answerOf('moved'), '"moved"');
  });

  test('a file that no function is made from asks which one, and whether it becomes its source', async () => {
    await made('holder', 'old');
    const fsPath = await opened.write('lib/part.mjs', returning('part'));
    const known = join(opened.folder, 'holder.mjs');
    opened.prompts.expect(
      choose(/Function to update from part\.mjs/, 'holder'),
      choose('What holder is made from', known),
    );
    await updateCode(opened.app, { fsPath });
    assert.equal(await answerOf('holder'), '"old"');
    const source = recallSource(opened.app.state, bench.account.target, 'holder');
    assert.equal(source?.path, known);
  });

  test('answers in advance may name another source', async () => {
    await made('named', 'old');
    const path = await opened.write('other/named.mjs', returning('other'));
    await updateCode(opened.app, { name: 'named', path });
    assert.equal(await answerOf('named'), '"other"');
  });

  test('secrets that were left out once are not asked about again, new ones are', async () => {
    await opened.write('shop/index.mjs', returning('old'));
    await opened.write('shop/.env', 'TOKEN=1');
    opened.prompts.expect(keep(/look like secrets/));
    await make('shop', join(opened.folder, 'shop'), 'index.handler');
    await opened.write('shop/index.mjs', returning('new'));
    await updateCode(opened.app, { name: 'shop' });
    assert.equal(await answerOf('shop'), '"new"');
    await opened.write('shop/key.pem', 'key');
    opened.prompts.expect(keep(/look like secrets/, []));
    await updateCode(opened.app, { name: 'shop' });
  });

  test('what is wrong is refused before anything is packed', async () => {
    const notes = await opened.write('notes.md', '');
    await assert.rejects(updateCode(opened.app, { fsPath: notes }), /is no source of a function/);
    await assert.rejects(
      updateCode(opened.app, { name: 'nobody' }),
      /nobody does not exist in local/,
    );
    assert.deepEqual(opened.progress.lines, []);
  });

  test('dismissing the question for the source changes nothing', async () => {
    const row = await bench.account.functions.create(nodeFunction('kept', roleArn));
    await opened.write('index.mjs', returning('mine'));
    opened.prompts.expect(dismiss(/File or folder that kept/));
    const result = updateCode(opened.app, { kind: 'function', function: row });
    await assert.rejects(result, isCancelled);
    assert.equal((await found('kept')).codeSha256, row.codeSha256);
  });

  async function made(name: string, value: string): Promise<FunctionSummary> {
    await make(name, await opened.write(`${name}.mjs`, returning(value)), `${name}.handler`);
    return found(name);
  }

  function make(name: string, path: string, handler: string): Promise<void> {
    const fixed = {
      description: '',
      runtime: 'nodejs24.x',
      role: 'runner',
      memory: 128,
      timeout: 3,
    };
    return createFunction(opened.app, { ...fixed, name, path, handler });
  }

  async function found(name: string): Promise<FunctionSummary> {
    const summary = await bench.account.functions.find(name);
    assert(summary, `there is no function ${name}`);
    return summary;
  }

  async function answerOf(functionName: string): Promise<string> {
    const payload = Buffer.from('{}');
    const outcome = await bench.account.invoke({ functionName, type: 'RequestResponse', payload });
    assert(outcome.kind === 'answered', JSON.stringify(outcome));
    return Buffer.from(outcome.payload).toString();
  }

  function lastMessage(): string {
    return opened.shown.messages.at(-1)?.text ?? '';
  }
});
