import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '../../src/app.ts';
import type { Account } from '../../src/aws/account.ts';
import { connect } from '../../src/aws/connect.ts';
import { compareInvocations } from '../../src/commands/compareInvocations.ts';
import { comparePayloads } from '../../src/commands/comparePayloads.ts';
import { copyAsCode } from '../../src/commands/copyAsCode.ts';
import { deleteInvocation } from '../../src/commands/deleteInvocation.ts';
import { dryRunPayload } from '../../src/commands/dryRunPayload.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { invoke } from '../../src/commands/invoking/invoke.ts';
import { openPayload } from '../../src/commands/openPayload.ts';
import { openResponse } from '../../src/commands/openResponse.ts';
import { queuePayload } from '../../src/commands/queuePayload.ts';
import { repeatInvocation } from '../../src/commands/repeatInvocation.ts';
import { repeatWithFile } from '../../src/commands/repeatWithFile.ts';
import { showCharts } from '../../src/commands/showCharts.ts';
import { showFullLog } from '../../src/commands/showFullLog.ts';
import { showInvocation } from '../../src/commands/showInvocation.ts';
import { formatReport } from '../../src/views/report.ts';
import { answer, type Fault, reset, startFaultServer } from '../support/faultServer.ts';
import { newEntry } from '../support/historyEntries.ts';
import { createRunning } from '../support/nodeFunction.ts';
import { agree, choose, dismiss } from '../support/scriptedPrompts.ts';
import { openTestApp, startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const source = `export const handler = async ({ wait, word }) => {
  console.log('heard', word);
  await new Promise((resolve) => setTimeout(resolve, wait));
  return { word };
};`;

suite('an invocation in flight', () => {
  let bench: TestBench;
  let opened: TestApp;
  let app: App;

  suiteSetup(async () => {
    bench = await startTestBench();
    await createRunning(bench.account, 'slow', source);
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
    ({ app } = opened);
  });
  teardown(function () {
    opened.shown.logs.at(-1)?.stop();
    return opened.finish(this.currentTest);
  });

  async function rows(of = app) {
    const history = await of.history();
    const entries = await history.read((await history.list()).map(({ id }) => id));
    return entries.map((entry) => ({ kind: 'invocation', entry }));
  }

  const kinds = async (of = app) => (await rows(of)).map(({ entry }) => entry.outcome.kind);

  async function untilKinds(...expected: string[]): Promise<void> {
    while ((await kinds()).join() !== expected.join()) await delay(20);
  }

  const withAccount = (account: Account): App => ({
    ...app,
    connection: { ...app.connection, account: async () => account },
  });

  /** One that was sent by a window that is killed in the middle. */
  async function cutOff(word: string): Promise<void> {
    const payload = await opened.write('event.json', JSON.stringify({ wait: 3000, word }));
    const script = join(import.meta.dirname, '../support/senderProcess.ts');
    const target = JSON.stringify(bench.account.target);
    const args = [script, opened.historyFolder, target, payload, 'slow'];
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    const ended = once(child, 'exit');
    await untilKinds('running');
    // The function has begun, or has not: that is what nobody can tell afterwards.
    await delay(300);
    child.kill('SIGKILL');
    await ended;
    assert.deepEqual(await kinds(), ['unanswered']);
  }

  test('is in the history until it ends, then how it ended', async () => {
    const payload = await opened.write('event.json', '{"wait":500}');
    const invoking = invokePayload(app, { payload, functionName: 'slow' });
    await untilKinds('running');
    const [running] = await rows();
    await assert.rejects(openResponse(app, running), /of slow is running: its response is there/);
    await openPayload(app, running);
    assert.equal(String(opened.shown.responses[0]?.content), '{"wait":500}');
    await showInvocation(app, running);
    const [told] = opened.shown.results;
    assert.ok(told);
    assert.match(formatReport(told), /\n■ {2}running: no answer came yet\n {3}Show Full Log #/);
    await assert.rejects(showCharts(app, running), /has no invocation of slow/);
    await invoking;
    assert.deepEqual(await kinds(), ['answered']);
    await openResponse(app, running);
    assert.equal(opened.shown.responses.length, 2, 'by the row of before, too');
  });

  /** How many were on the disk when the first byte came. */
  function looking(then: Fault): { readonly fault: Fault; readonly seen: number[] } {
    const seen: number[] = [];
    const look = () => {
      const names = readdirSync(join(opened.historyFolder, 'entries'), { withFileTypes: true });
      seen.push(names.filter(({ name }) => name.endsWith('.sent')).length);
    };
    const fault: Fault = {
      at: 'start',
      act(socket) {
        look();
        then.act(socket);
      },
    };
    return { fault, seen };
  }

  for (const [what, command] of [
    ['a request', invokePayload],
    ['an event', queuePayload],
    ['a streamed one', streamed],
  ] as const) {
    test(`is on the disk before the first byte of it leaves: ${what}`, async () => {
      const { fault, seen } = looking(reset('start'));
      const server = await startFaultServer(fault);
      try {
        const elsewhere = withAccount(connect({ ...server.target, connection: 'local' }));
        await command(elsewhere, { payload: null, functionName: 'slow' });
        assert.deepEqual(seen, [1]);
        assert.deepEqual(await kinds(), ['lost']);
      } finally {
        await server.close();
      }
    });
  }

  function streamed(of: App, target: object): Promise<void> {
    return invoke(of, target, 'RequestResponse', { streamed: true });
  }

  test('is one, also where it is sent a second time without the log', async () => {
    const refusal = answer(
      400,
      { 'x-amzn-errortype': 'InvalidParameterValueException', 'content-type': 'application/json' },
      JSON.stringify({
        Type: 'User',
        message: 'Tail logs are not supported for functions on Managed Instances.',
      }),
    );
    const server = await startFaultServer(refusal, answer(200, {}, '"done"'));
    try {
      await invokePayload(withAccount(connect({ ...server.target, connection: 'local' })), {
        ...{ payload: null, functionName: 'slow' },
      });
      assert.equal((await kinds()).length, 1);
      assert.equal(readdirSync(join(opened.historyFolder, 'entries')).length, 1);
    } finally {
      await server.close();
    }
  });

  test('leaves no trace where none is kept, of a dry run, and of what was never sent', async () => {
    const { fault, seen } = looking(answer(204, {}));
    const server = await startFaultServer(fault);
    try {
      // The folder is there.
      const history = await app.history();
      await history.record(newEntry());
      await history.clear();
      const account = connect({ ...server.target, connection: 'local' });
      const elsewhere = withAccount(account);
      const target = { payload: null, functionName: 'slow' };
      await dryRunPayload(elsewhere, target);
      const silent = { ...elsewhere.connection, keepsHistory: false };
      await invokePayload({ ...elsewhere, connection: silent }, target);
      const off = () => ({ ...app.settings(), keepHistory: false });
      await invokePayload({ ...elsewhere, settings: off }, target);
      // What asks for the function's URL comes in addition.
      assert.ok(seen.length >= 3 && seen.every((count) => count === 0), seen.join());
      let sendings = 0;
      const counted: App = {
        ...withAccount(
          connect({
            ...{ ...server.target, connection: 'local' },
            credentials: () => Promise.reject(new Error('no credentials')),
          }),
        ),
        history: async () => ({
          ...history,
          sending(entry) {
            sendings += 1;
            return history.sending(entry);
          },
        }),
      };
      await invokePayload(counted, target).catch(() => undefined);
      assert.equal(sendings, 0);
    } finally {
      await server.close();
    }
  });

  test('that a fault of ours ends after it was sent may have run', async () => {
    const broken = withAccount({
      ...bench.account,
      async invoke(_request, _signal, onSending) {
        onSending?.();
        throw new TypeError('a bug');
      },
    });
    await assert.rejects(invokePayload(broken, { payload: null, functionName: 'slow' }), /a bug/);
    const [row] = await rows();
    assert.ok(row?.entry.outcome.kind === 'lost');
    assert.equal(row.entry.outcome.failure.message, 'a bug');
  });

  test('whose window was killed says that it may have run, and leads to the log of that time', async () => {
    await cutOff('cut off');
    const [row] = await rows();
    await showInvocation(app, row);
    const [report] = opened.shown.results;
    assert.ok(report);
    const block = formatReport(report);
    assert.match(
      block,
      /\n✖ {2}sent, and its window closed before an answer came: the function may have run\n/,
    );
    assert.match(block, /Show Full Log #\d+ shows what the function logged around that time/);
    const showing = showFullLog(app, { id: report.id });
    const text = () => opened.shown.logs.at(-1)?.text ?? '';
    while (!/heard cut off/.test(text())) await delay(20);
    assert.match(text(), /^── what slow logged around \d{4}-[\d: .-]+, in \/aws\/lambda\/slow: /);
    assert.match(text(), /\n\d{4}-\d\d-\d\d [\d:.]+ {2}START RequestId: /);
    opened.shown.logs.at(-1)?.stop();
    await showing;
    await openPayload(app, row);
    assert.match(String(opened.shown.responses[0]?.content), /cut off/);
    await assert.rejects(openResponse(app, row), /of slow brought no response/);
  });

  test('whose window was killed is not run again unasked, and asked once', async () => {
    await cutOff('asked');
    const [row] = await rows();
    const question =
      /^slow was sent on local · 0{12} · us-east-1 at \d{4}-[\d: -]+ and may have run: no answer came\. Invoke it once more\?$/;
    opened.prompts.expect(dismiss(question), dismiss(question));
    await assert.rejects(repeatInvocation(app, row), { name: 'Cancelled' });
    await assert.rejects(repeatWithFile(app, row), { name: 'Cancelled' });
    assert.deepEqual(await kinds(), ['unanswered']);
    const guarded = { ...app, connection: { ...app.connection, protected: true } };
    opened.prompts.expect(agree(/may have run: no answer came\..* is protected: /));
    await repeatInvocation(guarded, row);
    const elsewhere = { ...app, connection: { ...app.connection, name: 'prod' } };
    opened.prompts.expect(dismiss(/ and may have run: no answer came\. Invoke it on prod · /));
    await assert.rejects(repeatInvocation(elsewhere, row), { name: 'Cancelled' });
    assert.deepEqual(await kinds(), ['answered', 'unanswered']);
  });

  test('that is running is not run beside itself unasked, and asked once', async () => {
    const payload = await opened.write('event.json', '{"wait":700}');
    const invoking = invokePayload(app, { payload, functionName: 'slow' });
    await untilKinds('running');
    const [row] = await rows();
    const question = /^slow is running on local · .* since \d{4}-.*\. Invoke it once more\?$/;
    opened.prompts.expect(dismiss(question), agree(question));
    await assert.rejects(repeatInvocation(app, row), { name: 'Cancelled' });
    await Promise.all([repeatInvocation(app, row), invoking]);
    assert.deepEqual(await kinds(), ['answered', 'answered']);
  });

  test('whose connection was lost is not run again unasked', async () => {
    const failure = { message: 'reset', advice: '', code: 'ECONNRESET' };
    const outcome = { kind: 'lost', elapsed: 1, requestId: undefined, failure } as const;
    const { target } = bench.account;
    const place = {
      ...{ connection: 'local', accountId: target.accountId, region: target.region },
      endpoint: undefined,
    };
    await (await app.history()).record(newEntry({ outcome, place }));
    opened.prompts.expect(dismiss(/^orders was sent on local · .* and may have run/));
    await assert.rejects(repeatInvocation(app, (await rows())[0]), { name: 'Cancelled' });
  });

  test('whose window was killed is compared, copied, charted and deleted as others are', async () => {
    await cutOff('as others');
    const payload = await opened.write('event.json', '{"wait":0,"word":"other"}');
    await invokePayload(app, { payload, functionName: 'slow' });
    const [newer, cut] = await rows();
    await comparePayloads(app, newer, [newer, cut]);
    assert.match(String(opened.shown.differences[0]?.left.content), /as others/);
    await assert.rejects(compareInvocations(app, newer, [newer, cut]), /brought no response/);
    opened.prompts.expect(choose(/Copy the invocation of slow as/, 'curl'));
    await copyAsCode(app, cut);
    assert.match(opened.copied() ?? '', /as others/);
    await showCharts(app, cut);
    const [page] = opened.shown.charts;
    assert.match(page?.subtitle ?? '', / 2 invocations · \d cold starts? · 1 error$/);
    const summary = page?.tables[0]?.rows.find(({ cells }) => cells[0] === 'Duration (ms)');
    assert.equal(summary?.cells[1], '1', 'in no duration');
    await deleteInvocation(app, cut);
    assert.deepEqual(await kinds(), ['answered']);
  });

  test('that is deleted while it runs is not kept', async () => {
    const payload = await opened.write('event.json', '{"wait":500}');
    const invoking = invokePayload(app, { payload, functionName: 'slow' });
    await untilKinds('running');
    await deleteInvocation(app, (await rows())[0]);
    await invoking;
    assert.deepEqual(await rows(), []);
    assert.equal(opened.shown.results.length, 1);
  });

  test('needs no folder of a history to be sent', async () => {
    const other = await openTestApp(bench.account, []);
    await rm(other.historyFolder, { recursive: true });
    await invokePayload(other.app, { payload: null, functionName: 'slow' });
    assert.deepEqual(await kinds(other.app), ['answered']);
    await other.finish();
  });
});
