import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../../src/app.ts';
import { connect } from '../../src/aws/connect.ts';
import { packaging } from '../../src/aws/packaging/packer.ts';
import { chartResults } from '../../src/commands/chartResults.ts';
import { invokeEach } from '../../src/commands/invokeEach.ts';
import {
  type Answerer,
  type LambdaServer,
  startLambdaServer,
  succeed,
  throttle,
} from '../support/lambdaServer.ts';
import { agree, choose, dismiss, keep, type } from '../support/scriptedPrompts.ts';
import { openTestApp, startTestBench, type TestApp } from '../support/testApp.ts';

const atATime = /How many at a time/;

suite('invoking each', () => {
  let server: LambdaServer;
  let opened: TestApp;
  let answer: Answerer;

  suiteSetup(async () => {
    server = await startLambdaServer((...request) => answer(...request));
  });
  suiteTeardown(() => server[Symbol.asyncDispose]());
  setup(async () => {
    answer = (response, payload) => succeed(response, payload);
    opened = await openTestApp(connect(server.target), []);
    from = server.received.length;
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  let from = 0;
  const received = () => server.received.slice(from);
  const lines = (path: string) => join(opened.folder, path);
  const writeLines = (name: string, events: readonly string[]) =>
    opened.write(name, `${events.join('\n')}\n`);

  async function results(name: string): Promise<Record<string, unknown>[]> {
    const text = await readFile(lines(name), 'utf8');
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  const each = (payload: string, app: App = opened.app) =>
    invokeEach(app, { payload, functionName: 'orders' });

  function numbers(count: number): string[] {
    return Array.from({ length: count }, (_, index) => `{"n":${index + 1}}`);
  }

  test('a line is an event: each is sent once, as it stands, and its answer is kept', async () => {
    const events = ['{"id": 12345678901234567890}', ' [1.10] ', '"é"', 'null', '7'];
    const path = await opened.write('many.jsonl', `${events.join('\r\n')}\n\n   \n`);
    opened.prompts.expect(keep(/^orders is invoked 5 times\. How many/, '10'));
    await each(path);
    assert.deepEqual(received().toSorted(), events.toSorted());
    const found = await results('many.results.jsonl');
    assert.deepEqual(found.map(({ line }) => line).toSorted(), [1, 2, 3, 4, 5]);
    assert.ok(found.every(({ outcome, status }) => outcome === 'ok' && status === 200));
    assert.match(
      await readFile(lines('many.results.jsonl'), 'utf8'),
      /"response":\{"id": 12345678901234567890\}\}\n/,
    );
    assert.equal(existsSync(lines('many.results.jsonl.journal')), false);
    const [block = ''] = opened.shown.blocks;
    assert.match(
      block,
      /^── orders ── counting · 123456789012 · eu-west-1 ── each of many\.jsonl\n/,
    );
    assert.match(block, /5 of 5 · up to 10 at a time/);
    assert.match(block, /✔ {2}5 answered/);
    assert.match(block, /Results: many\.results\.jsonl/);
    assert.match(opened.shown.messages[0]?.text ?? '', /5 of 5 done, 0 failed/);
  });

  test('as many at a time as were asked for, on as many connections', async () => {
    answer = async (response) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      succeed(response);
    };
    const own = await startLambdaServer((...request) => answer(...request));
    const other = await openTestApp(connect(own.target), [type(atATime, '4')]);
    try {
      const path = await other.write('many.jsonl', numbers(60).join('\n'));
      await each(path, other.app);
      assert.equal(own.received.length, 60);
      assert.equal(own.mostAtATime, 4);
      assert.equal(own.connections, 4);
      assert.match(
        other.progress.lines[1] ?? '',
        /^Invoking orders for each of many\.jsonl \(counting\)$/,
      );
    } finally {
      await other.finish();
      await own[Symbol.asyncDispose]();
    }
  });

  test('the number at a time is checked', async () => {
    const path = await writeLines('many.jsonl', numbers(1));
    for (const text of ['0', '-1', '1.5', '1001', 'ten', '']) {
      opened.prompts.expect(type(atATime, text, { refused: /whole number from 1 to 1000/ }));
    }
    opened.prompts.expect(type(atATime, '1'));
    await each(path);
    assert.equal(received().length, 1);
  });

  test('lines that cannot be sent are told before, and in the results; the others are sent', async () => {
    const path = await opened.write(
      'mixed.jsonl',
      Buffer.concat([
        Buffer.from('{"n":1}\n{"n":2\n{"n":3} // three\n'),
        Buffer.from([0x22, 0xe9, 0x22, 0x0a]),
        Buffer.from(`"${'x'.repeat(6 * 1024 * 1024)}"\n{"n":6}`),
      ]),
    );
    opened.prompts.expect(
      keep(/^orders is invoked 2 times \(4 cannot be sent: see the results\)\. How many/),
    );
    await each(path);
    assert.deepEqual(received().toSorted(), ['{"n":1}', '{"n":6}']);
    const problems = (await results('mixed.results.jsonl'))
      .filter(({ outcome }) => outcome === 'notSent')
      .map(({ line, error }) => `${line}: ${Object(error).message}`)
      .toSorted();
    assert.deepEqual(problems, [
      '2: not JSON: the end of the line instead of "," or "}" at column 7',
      '3: not JSON: a comment, which only a .jsonc file may have, at column 9',
      '4: not UTF-8',
      '5: larger than the 6,291,456 bytes that Lambda takes',
    ]);
    assert.match(opened.shown.warnings[0]?.text ?? '', /6 of 6 done, 4 failed/);
  });

  test('a file without events, in another encoding, gone, or of another kind is refused', async () => {
    const refused = async (path: string, message: RegExp) =>
      assert.rejects(each(path), { name: 'UserError', message });
    await refused(await opened.write('empty.jsonl', ''), /empty\.jsonl has no events/);
    await refused(await opened.write('blank.jsonl', '\n \n'), /blank\.jsonl has no events/);
    await refused(await opened.write('bom.jsonl', '\uFEFF{}\n'), /begins with a byte order mark/);
    const utf16 = Buffer.from('\uFEFF{}\n', 'utf16le');
    await refused(await opened.write('utf16.jsonl', utf16), /is UTF-16/);
    await refused(lines('gone.jsonl'), /gone\.jsonl does not exist any more/);
    await refused(await opened.write('text.txt', '{}'), /text\.txt: choose one \.jsonl file/);
    await refused(await opened.write('a.results.jsonl', '{}'), /a\.results\.jsonl: choose one/);
    await opened.write('folder/none.txt', '');
    await refused(lines('folder'), /folder has no payload files/);
    assert.equal(received().length, 0);
  });

  test('without a target, the file in the editor, else one that is asked for', async () => {
    await assert.rejects(invokeEach(opened.app), /There is no \.jsonl file in this workspace/);
    const path = await writeLines('events/many.jsonl', numbers(2));
    await opened.write('events/old.results.jsonl', '{}');
    await opened.app.state.set('bindings', {
      [opened.folder]: { 'events/many.jsonl': { functionName: 'orders' } },
    });
    opened.prompts.expect(choose('Which events?', 'events/many.jsonl'), keep(atATime));
    await invokeEach(opened.app);
    assert.equal(received().length, 2);
    opened.workspace.open(path, '{"n":"changed"}');
    opened.prompts.expect(agree(/many\.results\.jsonl is there already/), keep(atATime));
    await invokeEach(opened.app);
    assert.deepEqual(received().slice(2), ['{"n":"changed"}']);
  });

  test('a folder: each payload file below it, comments left out, results beside it', async () => {
    await opened.write('events/a.json', '{"n":1}');
    await opened.write('events/deep/b.jsonc', '{"n":2} // two');
    await opened.write('events/deep/bad.json', '{"n":');
    await opened.write('events/a.expected.json', '{}');
    await opened.write('events/node_modules/c.json', '{"n":3}');
    await opened.write('events/.hidden/d.json', '{"n":4}');
    await opened.write('events/package.json', '{}');
    opened.prompts.expect(keep(/^orders is invoked 3 times/));
    await each(lines('events'));
    assert.deepEqual(received().toSorted(), ['{"n":1}', '{"n":2} ']);
    const found = await results('events.results.jsonl');
    assert.deepEqual(found.map(({ file, outcome }) => `${file} ${outcome}`).toSorted(), [
      'a.json ok',
      'deep/b.jsonc ok',
      'deep/bad.json notSent',
    ]);
    assert.match(JSON.stringify(found), /deep\/bad\.json is not valid JSON, so nothing was sent/);
  });

  test('a selection: the files that were selected, bound alike or asked for', async () => {
    const paths = [
      await opened.write('events/a.json', '1'),
      await opened.write('events/deep/b.json', '2'),
      await opened.write('events/c.json', '3'),
    ];
    const uris = paths.slice(0, 2).map((fsPath) => ({ fsPath, scheme: 'file' }));
    const bound = { functionName: 'orders', qualifier: 'live' };
    await opened.app.state.set('bindings', {
      [opened.folder]: { 'events/a.json': bound, 'events/deep/b.json': bound },
    });
    opened.prompts.expect(keep(/^orders:live is invoked 2 times/));
    await invokeEach(opened.app, uris[0], uris);
    assert.deepEqual(received().toSorted(), ['1', '2']);
    assert.equal((await results('events/selection.results.jsonl')).length, 2);
    await assert.rejects(
      invokeEach(opened.app, uris[0], [...uris, { fsPath: lines('x.jsonl'), scheme: 'file' }]),
      /x\.jsonl: choose one \.jsonl file, one folder, or payload files/,
    );
  });

  test('a payload file that vanishes before its turn is told, the others are sent', async () => {
    const others = [...'abcdefghijklm'];
    for (const name of others) await opened.write(`events/${name}.json`, `"${name}"`);
    const last = await opened.write('events/last.json', '"last"');
    answer = async (response) => {
      await rm(last, { force: true });
      succeed(response);
    };
    opened.prompts.expect(type(atATime, '1'));
    await each(lines('events'));
    assert.deepEqual(
      received(),
      others.map((name) => `"${name}"`),
    );
    assert.match(
      await readFile(lines('events.results.jsonl'), 'utf8'),
      /it does not exist any more/,
    );
  });

  test('a protected connection asks once, with the count, after everything else', async () => {
    const path = await writeLines('many.jsonl', numbers(1234));
    const app = { ...opened.app, connection: { ...opened.app.connection, protected: true } };
    opened.prompts.expect(
      keep(atATime),
      dismiss(/is protected\. This will invoke orders 1,234 times in 123456789012 · eu-west-1/),
    );
    await assert.rejects(each(path, app), { name: 'Cancelled' });
    // The question names the account, which is looked up.
    assert.ok(!received().some((event) => event.startsWith('{"n"')));
    assert.equal(existsSync(lines('many.results.jsonl')), false);
  });

  test('variables are filled in for each event where the binding switches them on', async () => {
    const path = await writeLines('many.jsonl', [
      '"{{$uuid}}"',
      '"{{$uuid}}"',
      '"{{$prompt Who}}"',
    ]);
    await opened.app.state.set('bindings', {
      [opened.folder]: { 'many.jsonl': { functionName: 'orders', variables: true } },
    });
    opened.prompts.expect(keep(atATime));
    await invokeEach(opened.app, { fsPath: path });
    assert.equal(new Set(received()).size, 2);
    for (const event of received()) assert.match(event, /^"[\da-f-]{36}"$/);
    assert.match(
      JSON.stringify(await results('many.results.jsonl')),
      /"line":3,"outcome":"notSent".*which is done for single invocations only/,
    );
  });

  test('a binding for another account sends nothing', async () => {
    const path = await writeLines('many.jsonl', numbers(3));
    const account = '999999999999';
    await opened.app.state.set('bindings', {
      [opened.folder]: { 'many.jsonl': { functionName: 'orders', account } },
    });
    await assert.rejects(invokeEach(opened.app, { fsPath: path }), /is bound to 999999999999/);
    assert.equal(received().length, 0);
  });

  test('throttling slows the run down and every line is accepted once in the end', async () => {
    let underWay = 0;
    let refusals = 0;
    const accepted: string[] = [];
    answer = async (response, payload) => {
      underWay += 1;
      response.once('close', () => {
        underWay -= 1;
      });
      if (underWay > 3) {
        refusals += 1;
        throttle(response);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 3));
      accepted.push(payload);
      succeed(response);
    };
    const path = await writeLines('many.jsonl', numbers(80));
    opened.prompts.expect(type(atATime, '16'));
    await each(path);
    assert.ok(refusals > 0);
    assert.deepEqual(accepted.toSorted(), numbers(80).toSorted());
    assert.equal((await results('many.results.jsonl')).length, 80);
    assert.match(opened.shown.blocks[0] ?? '', /✔ {2}80 answered/);
  });

  test('nothing but throttling is tried again', async () => {
    answer = (response, payload, index) => {
      if (payload === '{"n":2}') response.socket?.destroy();
      else if (payload === '{"n":3}') {
        response.writeHead(500, { 'x-amzn-errortype': 'ServiceException' }).end('{}');
      } else if (payload === '{"n":4}') {
        response.writeHead(403, { 'x-amzn-errortype': 'AccessDeniedException' }).end('{}');
      } else succeed(response, String(index), { 'x-amz-function-error': 'Unhandled' });
    };
    const path = await writeLines('many.jsonl', numbers(5));
    opened.prompts.expect(type(atATime, '1'));
    await each(path);
    assert.deepEqual(received(), numbers(5));
    const outcomes = (await results('many.results.jsonl')).map(({ outcome }) => outcome);
    assert.deepEqual(outcomes, ['functionError', 'lost', 'lost', 'notInvoked', 'functionError']);
    assert.match(opened.shown.blocks[0] ?? '', /── sent without an answer\nline 2, line 3\n/);
  });

  test('what fails alike every time ends the run, and the next one goes on from there', async () => {
    answer = (response, payload) => {
      if (Number(/\d+/.exec(payload)) <= 20) succeed(response);
      else response.writeHead(403, { 'x-amzn-errortype': 'AccessDeniedException' }).end('{}');
    };
    const path = await writeLines('many.jsonl', numbers(100));
    opened.prompts.expect(type(atATime, '2'));
    await each(path);
    assert.ok(received().length <= 32, `${received().length} were sent`);
    assert.match(opened.shown.blocks[0] ?? '', /■ {2}not finished\. 10 in a row failed alike/);
    answer = (response) => succeed(response);
    opened.prompts.expect(
      choose(/An earlier run was not finished\. Go on/, 'Go on', {
        shows: /20 are done; 80 are left and were not sent/,
      }),
      keep(/^orders is invoked 80 times/),
    );
    await each(path);
    const found = await results('many.results.jsonl');
    assert.equal(found.length, 100);
    assert.ok(found.every(({ outcome }) => outcome === 'ok'));
    assert.match(opened.shown.blocks[1] ?? '', /100 of 100/);
    assert.equal(existsSync(lines('many.results.jsonl.journal')), false);
  });

  test('cancelling sends nothing more and lets what is under way answer', async () => {
    const answers: (() => void)[] = [];
    answer = (response, _payload, index) => {
      if (index - from < 6) succeed(response);
      else answers.push(() => succeed(response));
    };
    const path = await writeLines('many.jsonl', numbers(50));
    opened.prompts.expect(type(atATime, '3'));
    const app = { ...opened.app, progress: stoppable() };
    const run = each(path, app);
    while (answers.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    app.progress.stop();
    for (const give of answers) give();
    await run;
    assert.equal(received().length, 9);
    assert.equal((await results('many.results.jsonl')).length, 9);
    assert.match(
      opened.shown.warnings[0]?.text ?? '',
      /You stopped it\. 9 of 50 done, 0 failed, 0 in doubt/,
    );
    opened.prompts.expect(
      choose(/not finished\. Go on/, 'Go on', { shows: /9 are done; 41 are left/ }),
      keep(atATime),
    );
    answer = (response) => succeed(response);
    await each(path);
    assert.deepEqual(received().toSorted(), numbers(50).toSorted());
  });

  test('what does not answer after the end is in doubt, and asked about', async () => {
    answer = (response, payload) => {
      if (payload !== '{"n":3}') succeed(response);
    };
    const path = await writeLines('many.jsonl', numbers(5));
    opened.prompts.expect(type(atATime, '5'));
    const app = { ...opened.app, progress: stoppable() };
    const run = each(path, app);
    while (received().length < 5) await new Promise((resolve) => setTimeout(resolve, 5));
    app.progress.stop();
    await run;
    assert.match(opened.shown.blocks[0] ?? '', /── sent without an answer\nline 3\n/);
    const question = /1 were sent and have no answer/;
    opened.prompts.expect(dismiss(question));
    await assert.rejects(each(path), { name: 'Cancelled' });
    assert.match(
      opened.shown.blocks[1] ?? '',
      /no answer is known · many\.results\.jsonl\nline 3\n/,
    );
    answer = (response) => succeed(response);
    opened.prompts.expect(
      choose(question, 'Go on, and send the 1 in doubt again', { shows: /second time/ }),
      keep(/^orders is invoked 1 times/),
    );
    await each(path);
    assert.deepEqual(received().slice(5), ['{"n":3}']);
    assert.equal((await results('many.results.jsonl')).length, 5);
  });

  test('results that are there already are replaced only when that is agreed to', async () => {
    const path = await writeLines('many.jsonl', numbers(2));
    await opened.write('many.results.jsonl', 'mine\n');
    opened.prompts.expect(dismiss(/many\.results\.jsonl is there already\. Start over\?/));
    await assert.rejects(each(path), { name: 'Cancelled' });
    assert.equal(await readFile(lines('many.results.jsonl'), 'utf8'), 'mine\n');
    opened.prompts.expect(agree(/is there already/), keep(atATime));
    await each(path);
    assert.equal((await results('many.results.jsonl')).length, 2);
  });

  /** A run of ten lines of which the first has an answer and the second has not. */
  async function cutOff(): Promise<string> {
    const path = await writeLines('many.jsonl', numbers(10));
    answer = (response, payload) => {
      if (payload === '{"n":1}') succeed(response);
    };
    opened.prompts.expect(type(atATime, '1'));
    const app = { ...opened.app, progress: stoppable() };
    const run = each(path, app);
    while (received().length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    app.progress.stop();
    await run;
    return path;
  }

  test('a run of other events, or to another function, is not gone on with', async () => {
    const path = await cutOff();
    opened.prompts.expect(
      dismiss(/belongs to a run that was not finished and went elsewhere: orders · counting ·/),
    );
    await assert.rejects(invokeEach(opened.app, { payload: path, functionName: 'others' }), {
      name: 'Cancelled',
    });
    await appendFile(path, '{"n":11}\n');
    opened.prompts.expect(dismiss(/belongs to other events: they have changed since/));
    await assert.rejects(each(path), { name: 'Cancelled' });
    assert.equal(received().length, 2);
  });

  test('damaged results or records are told, and replaced only when that is agreed to', async () => {
    const path = await cutOff();
    const journal = lines('many.results.jsonl.journal');
    const whole = await readFile(journal, 'utf8');
    const damage = async (file: string, content: string, message: RegExp) => {
      const before = await readFile(file, 'utf8');
      await writeFile(file, content);
      opened.prompts.expect(dismiss(message));
      await assert.rejects(each(path), { name: 'Cancelled' });
      await writeFile(file, before);
    };
    const record = /the record of what was sent is damaged, so it is not known what was sent/;
    await damage(lines('many.results.jsonl'), 'x\n{}\n', /its line 1 is damaged/);
    await damage(journal, `${whole}what?\n`, record);
    await damage(journal, '', record);
    await damage(journal, whole.replace('"format":1', '"format":2'), record);
    // The last line of each was cut off: the item in the results is in doubt, nothing was sent by the record.
    await writeFile(lines('many.results.jsonl'), '{"line":1,"outco');
    await writeFile(journal, `${whole}3`);
    opened.prompts.expect(dismiss(/2 were sent and have no answer/));
    await assert.rejects(each(path), { name: 'Cancelled' });
    assert.match(opened.shown.blocks.at(-1) ?? '', /\nline 1\nline 2\n$/);
  });

  test('results are drawn: what was taken, how it ended, the errors in groups', async () => {
    answer = (response, payload) =>
      payload === '{"n":7}'
        ? succeed(response, '{"errorType":"TypeError","errorMessage":"no item 7"}', {
            'x-amz-function-error': 'Unhandled',
          })
        : succeed(response);
    const path = await writeLines('many.jsonl', numbers(700));
    opened.prompts.expect(keep(atATime));
    await each(path);
    const fixes = opened.shown.warnings[0]?.fixes ?? [];
    const charts = fixes.find(({ title }) => title === 'Show Charts');
    assert.equal(charts?.command, 'lambdaBench.chartResults');
    await chartResults(opened.app, charts?.arguments?.[0]);
    opened.prompts.expect(choose('Which results?', 'many.results.jsonl'));
    await chartResults(opened.app);
    const [page, again] = opened.shown.charts;
    assert.deepEqual(page, again);
    assert.equal(page?.title, 'many.results.jsonl: charts');
    assert.equal(page?.subtitle, '700 results · 0 cold starts · 1 failed');
    const trip = page?.charts[1];
    assert.equal(trip?.title, 'Round trip, of each 3 answers');
    assert.equal(trip?.x.values.length, 234);
    assert.ok(trip?.series.every(({ values }) => values.length === 234));
    assert.deepEqual(page?.tables.at(-1)?.rows, [
      { cells: ['TypeError: no item <n>', '1', 'line 7'] },
    ]);
    assert.deepEqual(page?.tables[1]?.rows, [
      { cells: ['ok', '699'] },
      { cells: ['functionError', '1'] },
    ]);
  });

  test('results that cannot be drawn say why', async () => {
    await assert.rejects(chartResults(opened.app), /There are no results yet\. Run Invoke Each/);
    const gone = lines('gone.results.jsonl');
    await assert.rejects(chartResults(opened.app, { fsPath: gone }), /does not exist any more/);
    const draw = async (content: string) =>
      chartResults(opened.app, { fsPath: await opened.write('a.results.jsonl', content) });
    await assert.rejects(draw(''), /a\.results\.jsonl has no results yet/);
    await assert.rejects(
      draw('{"line":1,"outcome":"ok"}\n{}\n'),
      /Line 2 of a\.results\.jsonl is no/,
    );
  });

  test('a connection that is changed while it asks sends nothing', async () => {
    const path = await writeLines('many.jsonl', numbers(2));
    const other = connect({ ...server.target, connection: 'other' });
    let asked = false;
    const app: App = {
      ...opened.app,
      connection: {
        ...opened.app.connection,
        account: async () => (asked ? other : await opened.app.connection.account()),
      },
      prompts: {
        ...opened.prompts,
        async input(question) {
          asked = true;
          return opened.prompts.input(question);
        },
      },
    };
    opened.prompts.expect(keep(atATime));
    await assert.rejects(each(path, app), /was changed from counting to other meanwhile/);
    assert.equal(received().length, 0);
  });

  test('a run that is under way is not joined by a second one', async () => {
    const answers: (() => void)[] = [];
    answer = (response) => void answers.push(() => succeed(response));
    const path = await writeLines('many.jsonl', numbers(1));
    opened.prompts.expect(keep(atATime));
    const run = each(path);
    while (answers.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
    await assert.rejects(each(path), {
      name: 'UserError',
      message: /A run that writes to many\.results\.jsonl is under way already \(process \d+\)/,
    });
    for (const give of answers) give();
    await run;
    assert.equal(received().length, 1);
  });

  test('a file that changes while its lines are sent ends the run', async () => {
    const filler = `"${'x'.repeat(1000)}"`;
    const path = await writeLines(
      'many.jsonl',
      Array.from({ length: 2000 }, () => filler),
    );
    answer = async (response, _payload, index) => {
      if (index === from) await appendFile(path, `${filler}\n`);
      succeed(response, '1');
    };
    opened.prompts.expect(type(atATime, '2'));
    await each(path);
    assert.ok(received().length < 2000);
    assert.match(
      opened.shown.warnings[0]?.text ?? '',
      /is not finished\. many\.jsonl changed while its lines were sent, so no more of them were/,
    );
  });

  test('results that cannot be written end the run with what to do', async () => {
    const path = await writeLines('many.jsonl', numbers(3));
    await opened.write('many.results.jsonl/inside', '');
    opened.prompts.expect(agree(/is there already/), keep(atATime));
    await assert.rejects(each(path), {
      name: 'UserError',
      message: /The results could not be written, so no more was sent: .*EISDIR/,
    });
    assert.equal(received().length, 0);
  });

  test('killed at any moment and gone on with, nothing is sent twice and nothing is forgotten', async function () {
    this.timeout(60_000);
    const count = 400;
    const concurrency = 6;
    const path = await writeLines('many.jsonl', numbers(count));
    answer = async (response) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      succeed(response);
    };
    for (let kills = 0; kills < 5; kills += 1) {
      const child = startProcess(
        path,
        concurrency,
        kills > 0 ? '^Go on(, and leave out.*)?$' : undefined,
      );
      const wanted = received().length + 20 + Math.floor(Math.random() * 40);
      await Promise.race([
        once(child, 'exit'),
        untilReceived(wanted).then(() => child.kill('SIGKILL')),
      ]);
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      assert.equal(child.signalCode, 'SIGKILL', 'it ended by itself');
    }
    const child = startProcess(path, concurrency, '^Go on(, and leave out.*)?$');
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
    const all = received();
    assert.equal(new Set(all).size, all.length, 'a line was sent twice');
    const found = await results('many.results.jsonl');
    assert.deepEqual(
      found.map(({ line }) => Number(line)).toSorted((one, other) => one - other),
      Array.from({ length: count }, (_, index) => index + 1),
    );
    const inDoubt = found.filter(({ outcome }) => outcome === 'unknown');
    assert.ok(inDoubt.length <= 5 * concurrency, `${inDoubt.length} are in doubt`);
    const never = numbers(count).filter((event) => !all.includes(event));
    for (const event of never) {
      const line = Number(/\d+/.exec(event));
      assert.ok(
        inDoubt.some((result) => result['line'] === line),
        `line ${line} was forgotten`,
      );
    }
  });

  function startProcess(path: string, concurrency: number, answer?: string): ChildProcess {
    const script = join(import.meta.dirname, '../support/invokeEachProcess.ts');
    const endpoint = server.target.endpoint ?? '';
    return spawn(
      process.execPath,
      [script, endpoint, path, String(concurrency), ...(answer ? [answer] : [])],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
  }

  async function untilReceived(count: number): Promise<void> {
    while (received().length < count) await new Promise((resolve) => setTimeout(resolve, 1));
  }
});

suite('invoking each on the local endpoint', () => {
  test('a changed source is updated once before, and errors are grouped', async () => {
    const bench = await startTestBench();
    const opened = await bench.open();
    try {
      const { arn } = await bench.account.roles.create({ name: 'runs', description: '' });
      const code =
        'export const handler = async ({ n }) => { if (n % 5 === 0) throw new TypeError("no item " + n); return n; };';
      const { zip } = await packaging.pack({ path: await opened.write('index.mjs', code) });
      await bench.account.functions.create({
        ...{ name: 'orders', description: '', runtime: 'nodejs24.x', handler: 'index.handler' },
        ...{ role: arn, memory: 128, timeout: 10, zip },
      });
      const events = Array.from({ length: 40 }, (_, index) => `{"n":${index + 1}}`);
      const path = await opened.write('many.jsonl', events.join('\n'));
      opened.prompts.expect(type(atATime, '4'));
      await invokeEach(opened.app, { payload: path, functionName: 'orders' });
      const [block = ''] = opened.shown.blocks;
      assert.match(block, /✔ {2}32 answered\n✖ {2}8 ended with a function error\n/);
      assert.match(block, /8 × TypeError: no item <n> \(first: line \d+\)/);
      assert.match(
        block,
        /billed [\d,]+ ms in all · memory up to \d+ MB · \d cold starts? \(init up to/,
      );
    } finally {
      await opened.finish();
      await bench.close();
    }
  });
});

/** Progress that a test cancels at a moment of its own. */
function stoppable(): App['progress'] & { stop(): void } {
  const controller = new AbortController();
  return {
    run: (_title, task) => task({ signal: controller.signal, report: () => undefined }),
    stop: () => controller.abort(),
  };
}
