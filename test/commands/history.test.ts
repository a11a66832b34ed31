import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../../src/app.ts';
import { clearHistory } from '../../src/commands/clearHistory.ts';
import { compareInvocations } from '../../src/commands/compareInvocations.ts';
import { comparePayloads } from '../../src/commands/comparePayloads.ts';
import { deleteInvocation } from '../../src/commands/deleteInvocation.ts';
import { invokeAgain } from '../../src/commands/invokeAgain.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { loadMore } from '../../src/commands/loadMore.ts';
import { openPayload } from '../../src/commands/openPayload.ts';
import { openResponse } from '../../src/commands/openResponse.ts';
import { refreshHistory } from '../../src/commands/refreshHistory.ts';
import { repeatInvocation } from '../../src/commands/repeatInvocation.ts';
import { repeatWithFile } from '../../src/commands/repeatWithFile.ts';
import { saveResponse } from '../../src/commands/saveResponse.ts';
import { showFullLog } from '../../src/commands/showFullLog.ts';
import { showInvocation } from '../../src/commands/showInvocation.ts';
import { formatReport } from '../../src/views/report.ts';
import { newEntry } from '../support/historyEntries.ts';
import { createRunning } from '../support/nodeFunction.ts';
import { agree, choose, chooseFile, dismiss } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const source = `let count = 0;
export const handler = async (event) => {
  if (event.fail) throw new RangeError(event.fail);
  return { ...event, count: ++count };
};`;

suite('an invocation of the history', () => {
  let bench: TestBench;
  let opened: TestApp;
  let app: App;

  suiteSetup(async () => {
    bench = await startTestBench();
    await createRunning(bench.account, 'orders', source);
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
    ({ app } = opened);
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  const text = (document: { content: Uint8Array } | undefined) => String(document?.content);

  async function invoke(event: object, file = 'event.json'): Promise<string> {
    const payload = await opened.write(file, JSON.stringify(event));
    await invokePayload(app, { payload, functionName: 'orders' });
    return payload;
  }

  /** As the view has them, newest first. */
  async function rows() {
    const history = await app.history();
    const entries = await history.read((await history.list()).map(({ id }) => id));
    return entries.map((entry) => ({ kind: 'invocation', entry }));
  }

  /** What a person has who opens another window. */
  async function afterRestart(): Promise<App> {
    const other = await bench.open();
    const next: App = { ...other.app, history: app.history, show: app.show, prompts: app.prompts };
    await other.finish();
    return next;
  }

  test('is told as it was, in a later window too, and its links lead to what was kept', async () => {
    await invoke({ n: 1 });
    await invoke({ fail: 'out of stock' });
    const later = await afterRestart();
    const [failed, answered] = await rows();
    await showInvocation(later, failed);
    await showInvocation(later, answered);
    const [first, second, again, other] = opened.shown.results.map((report) => ({
      ...{ block: formatReport(report), id: report.id, recalled: report.recalled },
    }));
    const told = (block = '') => block.replace(/\n {3}from the history/, '').replace(/ #\d+/g, '');
    assert.equal(told(again?.block), told(second?.block));
    assert.equal(told(other?.block), told(first?.block));
    assert.match(again?.block ?? '', /\n {3}from the history\n✖ {2}function error/);
    assert.deepEqual([first?.recalled, again?.recalled], [undefined, true]);
    await openResponse(later, { id: other?.id, part: 'whole' });
    assert.equal(text(opened.shown.responses[0]), '{\n  "n": 1,\n  "count": 1\n}');
    await assert.rejects(invokeAgain(later), /Nothing was invoked in this window yet/);
  });

  test('looks for its log on the connection that it ran on, and on no other', async () => {
    await invoke({ n: 1 });
    const elsewhere = { ...app, connection: { ...app.connection, name: 'prod' } };
    await showInvocation(elsewhere, (await rows())[0]);
    const { id } = opened.shown.results[1] ?? {};
    await assert.rejects(
      showFullLog(elsewhere, { id }),
      /^UserError: This invocation of orders ran on the connection local/,
    );
  });

  test('opens what was sent byte for byte, and what was answered, as documents', async () => {
    await invoke({ n: 2 });
    const [row] = await rows();
    await openPayload(app, row);
    await openResponse(app, row);
    const path = join(opened.folder, 'kept.json');
    opened.prompts.expect(chooseFile('Save Response', path, { offered: 'orders response.json' }));
    await saveResponse(app, row);
    const names = opened.shown.responses.map(({ name }) => name);
    assert.deepEqual(names, ['orders payload.json', 'orders response.json']);
    assert.equal(text(opened.shown.responses[0]), '{"n":2}');
  });

  test('an empty payload is said to be empty', async () => {
    await (await app.history()).record(newEntry({ payload: new Uint8Array() }));
    await assert.rejects(openPayload(app, (await rows())[0]), /orders sent an empty payload/);
  });

  test('runs again with the same bytes, whatever its file holds now', async () => {
    const file = await invoke({ n: 3 });
    await writeFile(file, '{"n":"changed"}');
    await repeatInvocation(app, (await rows())[0]);
    await rm(file);
    await repeatInvocation(app, (await rows())[0]);
    const [first, second, third] = opened.shown.results;
    assert.match(second?.notes[0] ?? '', /^with the bytes that were sent at \d{4}-/);
    assert.equal(third?.notes.filter((note) => note.startsWith('with the bytes')).length, 1);
    const answers = [first, second, third].map((report) =>
      report?.outcome.kind === 'answered'
        ? JSON.parse(Buffer.from(report.outcome.payload).toString()).n
        : undefined,
    );
    assert.deepEqual(answers, [3, 3, 3]);
    assert.equal((await rows()).length, 3);
  });

  test('runs again with its file as it is now; a file that is gone is not sent', async () => {
    const file = await invoke({ n: 4 });
    await writeFile(file, '{"n":"changed"}');
    await repeatWithFile(app, (await rows())[0]);
    const { outcome } = opened.shown.results[1] ?? {};
    assert.match(
      outcome?.kind === 'answered' ? Buffer.from(outcome.payload).toString() : '',
      /"n":"changed"/,
    );
    await rm(file);
    await assert.rejects(repeatWithFile(app, (await rows())[0]), /does not exist any more/);
    assert.equal(opened.shown.results.length, 2);
  });

  test('asks before it runs in another place than it did, once, and runs nothing when that is not wanted', async () => {
    await invoke({ n: 5 });
    const [row] = await rows();
    const elsewhere = { ...app, connection: { ...app.connection, name: 'prod', protected: true } };
    const question =
      /^orders was invoked on local · 0{12} · us-east-1\. Invoke it on prod · 0{12} · us-east-1 instead\? The connection prod is protected: /;
    opened.prompts.expect(dismiss(question), agree(question), agree(question));
    await assert.rejects(repeatInvocation(elsewhere, row), { name: 'Cancelled' });
    assert.equal(opened.shown.results.length, 1);
    await repeatInvocation(elsewhere, row);
    await repeatWithFile(elsewhere, row);
    assert.deepEqual(
      opened.shown.results.map(({ connection }) => connection),
      ['local', 'prod', 'prod'],
    );
  });

  test('asks on a protected connection as every invocation does', async () => {
    await invoke({ n: 6 });
    const guarded = { ...app, connection: { ...app.connection, protected: true } };
    opened.prompts.expect(dismiss(/^The connection local is protected\. This will invoke orders/));
    await assert.rejects(repeatInvocation(guarded, (await rows())[0]), { name: 'Cancelled' });
    assert.equal(opened.shown.results.length, 1);
  });

  test('compares with another, the older on the left, whichever was selected first', async () => {
    await invoke({ n: 7 });
    await invoke({ n: 8 });
    const [newer, older] = await rows();
    await compareInvocations(app, newer, [newer, older]);
    await comparePayloads(app, older, [older, newer]);
    const [responses, payloads] = opened.shown.differences;
    assert.match(responses?.title ?? '', /^orders: \d{4}-.* ↔ \d{4}-/);
    assert.match(text(responses?.left), /"n": 7/);
    assert.match(text(responses?.right), /"n": 8/);
    assert.match(payloads?.left.name ?? '', /^orders payload [\d-]+ [\d.]+\.json$/);
    assert.equal(text(payloads?.left), '{\n  "n": 7\n}');
  });

  test('compares with the one before it of the same function and file', async () => {
    await invoke({ n: 9 });
    await invoke({ n: 10 }, 'other.json');
    await invoke({ n: 11 });
    const all = await rows();
    await comparePayloads(app, all[0], [all[0]]);
    assert.equal(text(opened.shown.differences[0]?.left), '{\n  "n": 9\n}');
    await assert.rejects(comparePayloads(app, all[1]), /no earlier invocation of orders with this/);
    await assert.rejects(compareInvocations(app, all[0], all), /^UserError: 3 invocations are sel/);
  });

  test('that brought no response is not compared', async () => {
    await invoke({ n: 12 });
    const history = await app.history();
    await history.record(newEntry({ outcome: { kind: 'cancelled', elapsed: 1 } }));
    const [one, other] = await rows();
    await assert.rejects(compareInvocations(app, one, [one, other]), /brought no response/);
  });

  test('is asked for where no row says which, page by page', async () => {
    await assert.rejects(showInvocation(app), /^UserError: The history is empty/);
    for (let index = 0; index < 3; index += 1) {
      await (await app.history()).record(newEntry({ payloadName: `${index}.json` }));
    }
    opened.prompts.expect(dismiss('Invocation whose result is shown'));
    await assert.rejects(showInvocation(app), { name: 'Cancelled' });
    await invoke({ fail: 'chosen' });
    opened.prompts.expect(choose('Invocation whose payload is opened', 'orders', {}));
    await (await app.history()).remove((await rows()).slice(1).map(({ entry }) => entry.id));
    await openPayload(app);
    assert.equal(text(opened.shown.responses[0]), '{"fail":"chosen"}');
  });

  test('that is gone meanwhile says so', async () => {
    await invoke({ n: 13 });
    const [row] = await rows();
    await deleteInvocation(app, row);
    for (const command of [showInvocation, openPayload, repeatInvocation, repeatWithFile]) {
      await assert.rejects(command(app, row), /^UserError: .*no longer in the history/);
    }
    await assert.rejects(openResponse(app, row), /no longer in the history/);
  });

  test('is deleted with the others that are selected; all of them only after a question', async () => {
    for (let index = 0; index < 5; index += 1) {
      await (await app.history()).record(newEntry({ startedAt: Date.now() - index }));
    }
    const all = await rows();
    await deleteInvocation(app, all[0], all.slice(0, 2));
    assert.equal((await rows()).length, 3);
    const question = 'Delete all 3 invocations from the history?';
    opened.prompts.expect(dismiss(question), agree(question, /of every connection and window/));
    await assert.rejects(clearHistory(app), { name: 'Cancelled' });
    assert.equal((await rows()).length, 3);
    await clearHistory(app);
    assert.deepEqual(await rows(), []);
    await clearHistory(app);
    assert.equal(opened.shown.messages.at(-1)?.text, 'The history is empty already.');
  });

  test('what is no row is not taken for one', async () => {
    await invoke({ n: 14 });
    for (const target of [7, null, 'x', { kind: 'role', id: 'x' }, { id: 7 }, { kind: 'period' }]) {
      opened.prompts.expect(dismiss('Invocation whose payload is opened'));
      await assert.rejects(openPayload(app, target), { name: 'Cancelled' });
    }
    await assert.rejects(openPayload(app, { id: '../../etc/passwd' }), /no longer in the history/);
  });

  test('the view lists again, and shows older ones', async () => {
    await refreshHistory(app);
    await loadMore(app, { kind: 'older', period: 'Today' });
    assert.deepEqual(opened.shown.histories, [undefined, 'Today']);
  });
});
