import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { PickQuestion } from '../../src/app/prompts.ts';
import type { App } from '../../src/app.ts';
import type { Account } from '../../src/aws/account.ts';
import { packaging } from '../../src/aws/packaging/packer.ts';
import { cancelInvocation } from '../../src/commands/cancelInvocation.ts';
import { changeFunction } from '../../src/commands/changeFunction.ts';
import { dryRunPayload } from '../../src/commands/dryRunPayload.ts';
import { rememberSource } from '../../src/commands/flows/sources.ts';
import { invokeAgain } from '../../src/commands/invokeAgain.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { newPayload } from '../../src/commands/newPayload.ts';
import { openResponse } from '../../src/commands/openResponse.ts';
import { queuePayload } from '../../src/commands/queuePayload.ts';
import { formatReport } from '../../src/views/report.ts';
import { folderWorkspace } from '../support/folderWorkspace.ts';
import { agree, choose, dismiss } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const echo = 'export const handler = async (event) => event;';
/** Says that it has begun, then takes a minute. */
const slow = `
import { writeFileSync } from 'node:fs';
export const handler = (event) => {
  writeFileSync(event.marker, '');
  return new Promise((resolve) => setTimeout(() => resolve('late'), 60_000));
};`;

suite('invoking a payload file', () => {
  let bench: TestBench;
  let opened: TestApp;
  let role: string;

  suiteSetup(async () => {
    bench = await startTestBench();
    role = (await bench.account.roles.create({ name: 'runs', description: '' })).arn;
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(() => opened.finish());

  async function makeFunction(name: string, code: string, timeout = 10): Promise<string> {
    const path = await opened.write(`${name}/index.mjs`, code);
    const { zip } = await packaging.pack({ path });
    await bench.account.functions.create({
      name,
      description: '',
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      role,
      memory: 128,
      timeout,
      zip,
    });
    return path;
  }

  /** Makes it the function's source, as creating it does. */
  async function rememberAsSource(name: string, path: string): Promise<void> {
    const fingerprint = await packaging.fingerprint({ path });
    const { sha256 } = await packaging.pack({ path });
    const { target } = bench.account;
    await rememberSource(opened.app.state, target, name, {
      path,
      include: [],
      leftOut: [],
      fingerprint,
      sha256,
    });
  }

  const block = (): string => {
    const report = opened.shown.results.at(-1);
    assert.ok(report, 'nothing was shown');
    return formatReport(report);
  };

  test('the function is asked for once, remembered, and gets the very bytes of the file', async () => {
    await makeFunction('echo', echo);
    const payload = '{ "big": 12345678901234567890,\n  "emoji": "😀" }\n';
    const path = await opened.write('events/a.json', payload);
    opened.prompts.expect(choose(/Which function is this payload file for/, 'echo'));
    await invokePayload(opened.app, { fsPath: path, scheme: 'file' });
    await invokePayload(opened.app, { fsPath: path, scheme: 'file' });
    assert.equal(opened.shown.results.length, 2);
    assert.match(block(), /^── echo ── local · 000000000000 · us-east-1 ── /);
    assert.match(
      block(),
      new RegExp(`events/a.json · ${Buffer.byteLength(payload)} bytes · RequestResponse`),
    );
    assert.match(block(), /✔ {2}200 in /);
    assert.match(block(), /"emoji": "😀"/);
    assert.match(block(), /REPORT RequestId: /);
  });

  test('a file that is bound by the settings needs no question, and its own binding comes first', async () => {
    await makeFunction('shared', 'export const handler = async () => "shared";');
    await makeFunction('own', 'export const handler = async () => "own";');
    const path = await opened.write('events/order-1.json', '{}');
    const app = {
      ...opened.app,
      settings: () => ({ ...opened.app.settings(), payloads: { 'events/order-*.json': 'shared' } }),
    };
    await invokePayload(app, { fsPath: path });
    assert.match(block(), /"shared"/);
    opened.prompts.expect(choose(/Which function is events\/order-1.json for/, 'own'));
    await changeFunction(app, { fsPath: path });
    await invokePayload(app, { fsPath: path });
    assert.match(block(), /"own"/);
  });

  test('a shared binding that cannot be read is told where the function is asked for', async () => {
    await makeFunction('asked', echo);
    const payloads = { 'events/*.json': 'no such name!' };
    const app = { ...opened.app, settings: () => ({ ...opened.app.settings(), payloads }) };
    opened.prompts.expect(choose(/Which function/, 'asked'));
    await invokePayload(app, { fsPath: await opened.write('events/t.json', '{}') });
    assert.match(block(), /✔ {2}200/);
    assert.match(
      opened.shown.warnings[0]?.text ?? '',
      /lambdaBench\.payloads, "events\/\*\.json": "function" must be the name or ARN/,
    );
  });

  test('a shared binding for another account or region sends nothing', async () => {
    const path = await opened.write('a.json', '{}');
    for (const guard of [{ account: '123456789012' }, { region: 'eu-west-1' }]) {
      const payloads = { '*.json': { function: 'echo', ...guard } };
      const app = { ...opened.app, settings: () => ({ ...opened.app.settings(), payloads }) };
      await invokePayload(app, { fsPath: path });
      assert.match(
        block(),
        /✖ {2}not invoked: echo is bound to (123456789012|eu-west-1) by the setting/,
      );
    }
  });

  test('without a target the active editor is the payload, saved first', async () => {
    await makeFunction('active', echo);
    const path = await opened.write('b.json', '{"saved":false}');
    opened.workspace.open(path, '{"saved":true}');
    opened.prompts.expect(choose(/Which function/, 'active'));
    await invokePayload(opened.app);
    assert.match(block(), /"saved": true/);
  });

  test('what is typed while the function is asked for is sent too', async () => {
    await makeFunction('typed-late', echo);
    const path = await opened.write('late.json', '"early"');
    const { pick } = opened.app.prompts;
    const prompts = {
      ...opened.app.prompts,
      pick: async <T>(question: PickQuestion<T>): Promise<T> => {
        opened.workspace.open(path, '"late"');
        return pick(question);
      },
    };
    opened.prompts.expect(choose(/Which function/, 'typed-late'));
    await invokePayload({ ...opened.app, prompts }, { fsPath: path });
    assert.match(block(), /"late"/);
  });

  test('a function row asks for a payload: a file, a new one, or an empty object', async () => {
    await makeFunction('rowed', echo);
    const path = await opened.write('events/c.json', '{"from":"file"}');
    await opened.write('package.json', '{}');
    const summary = await bench.account.functions.find('rowed');
    const row = { kind: 'function', function: summary };
    opened.prompts.expect(choose(/Which payload does rowed get/, 'Empty object {}'));
    await invokePayload(opened.app, row);
    assert.match(block(), /empty object \{\} · 2 bytes/);
    opened.prompts.expect(choose(/Which payload does rowed get/, 'events/c.json'));
    await invokePayload(opened.app, row);
    assert.match(block(), /"from": "file"/);
    await invokePayload(opened.app, { fsPath: path });
    assert.match(block(), /^── rowed ──/, 'the file is bound to the function now');
    opened.prompts.expect(choose(/Which payload does rowed get/, 'New payload file…'));
    await invokePayload(opened.app, row);
    assert.match(block(), /events\/rowed\.json/);
  });

  test('where several folders are open, each payload file says in which it is', async () => {
    await makeFunction('foldered', echo);
    await opened.write('one/events/x.json', '"one"');
    await opened.write('two/events/y.json', '"two"');
    const folders = ['one', 'two'].map((name) => join(opened.folder, name));
    const app = { ...opened.app, workspace: folderWorkspace(folders) };
    opened.prompts.expect(
      choose(/Which payload does foldered get/, 'events/y.json', { shows: /^two$/m }),
    );
    await invokePayload(app, { functionName: 'foldered' });
    assert.match(block(), /"two"/);
  });

  test('a new payload file is written, bound and opened', async () => {
    await makeFunction('fresh', echo);
    await newPayload(opened.app, 'fresh');
    const file = opened.shown.files.at(-1)?.path;
    assert.ok(file);
    await invokePayload(opened.app, { fsPath: file });
    assert.match(block(), /^── fresh ──/);
  });

  test('a new payload file that cannot be written says why', async () => {
    await opened.write('events', 'a file in the place of the folder');
    await assert.rejects(newPayload(opened.app, 'fresh'), {
      name: 'UserError',
      message: /^The payload file could not be written to .*fresh\.json: EEXIST/,
    });
  });

  test('what is not JSON is not sent, and the cursor goes to the fault', async () => {
    const path = await opened.write('broken.json', '{\n  "a": 1\n  "b": 2\n}');
    await assert.rejects(
      invokePayload(opened.app, { payload: path, functionName: 'echo' }),
      /broken\.json is not valid JSON, so nothing was sent: .* at line 3, column 3/,
    );
    assert.deepEqual(opened.shown.files, [{ path, line: 2 }]);
    assert.equal(opened.shown.results.length, 0);
  });

  test('wrong encodings, wrong names and lost files are refused in words', async () => {
    const bad = async (name: string, content: Uint8Array, message: RegExp): Promise<void> => {
      const path = await opened.write(name, content);
      await assert.rejects(
        invokePayload(opened.app, { payload: path, functionName: 'echo' }),
        message,
      );
    };
    await bad('bom.json', Buffer.from('\uFEFF{}'), /begins with a byte order mark/);
    await bad('utf16.json', Buffer.from('\uFEFF{}', 'utf16le'), /is UTF-16/);
    await bad('latin1.json', Buffer.from([0x22, 0xe9, 0x22]), /is not valid UTF-8/);
    await bad('payload.txt', Buffer.from('{}'), /payload\.txt is not a payload file/);
    const gone = await opened.write('gone.json', '{}');
    await rm(gone);
    await assert.rejects(
      invokePayload(opened.app, { payload: gone, functionName: 'echo' }),
      /gone\.json does not exist any more/,
    );
    await assert.rejects(
      invokePayload(opened.app, { payload: opened.folder, functionName: 'echo' }),
      /is not a payload file/,
    );
    assert.equal(opened.shown.results.length, 0);
  });

  test('a payload that is too large for its type is not sent', async () => {
    const path = await opened.write('large.json', JSON.stringify('x'.repeat(2_000_000)));
    await assert.rejects(
      queuePayload(opened.app, { payload: path, functionName: 'echo' }),
      /a queued event may have|1,048,576/,
    );
    const larger = await opened.write('larger.json', JSON.stringify('x'.repeat(6_300_000)));
    await assert.rejects(
      invokePayload(opened.app, { payload: larger, functionName: 'echo' }),
      /6,291,456/,
    );
  });

  test('an empty file sends an empty payload, and comments are left out, and the result says so', async () => {
    await makeFunction('notes', 'export const handler = async (event) => ({ event });');
    const empty = await opened.write('empty.json', '');
    await invokePayload(opened.app, { payload: empty, functionName: 'notes' });
    assert.match(block(), /empty payload/);
    const commented = await opened.write('commented.jsonc', '{ "a": 1, // one\n }');
    await invokePayload(opened.app, { payload: commented, functionName: 'notes' });
    assert.match(block(), /comments were left out/);
    assert.match(block(), /"a": 1/);
  });

  test('a dry run runs nothing; an event is queued; neither brings an answer', async () => {
    await makeFunction('typed', 'export const handler = async () => "ran";');
    const path = await opened.write('d.json', '{}');
    await dryRunPayload(opened.app, { payload: path, functionName: 'typed' });
    assert.match(block(), /✔ {2}204 allowed in /);
    await queuePayload(opened.app, { payload: path, functionName: 'typed' });
    assert.match(block(), /✔ {2}202 queued in /);
    await assert.rejects(openResponse(opened.app), /brought no response/);
  });

  test('a function that does not exist is named, and another can be chosen at once', async () => {
    const path = await opened.write('e.json', '{}');
    await invokePayload(opened.app, { payload: path, functionName: 'nowhere' });
    assert.match(block(), /✖ {2}not invoked: .*nowhere does not exist.*ResourceNotFoundException/);
    const [error] = opened.shown.errors;
    assert.match(
      error?.text ?? '',
      /^nowhere was not invoked: nowhere does not exist in us-east-1/,
    );
    assert.deepEqual(
      error?.fixes.map(({ title }) => title),
      ['Choose Another Function'],
    );
    await makeFunction('somewhere', echo);
    opened.prompts.expect(choose(/Which function is e.json for/, 'somewhere'));
    await changeFunction(opened.app, error?.fixes[0]?.arguments?.[0]);
    await invokePayload(opened.app, { fsPath: path });
    assert.match(block(), /^── somewhere ──/);
  });

  test('a payload file that cannot be read says why', async () => {
    const file = await opened.write('folder.json/inside', '');
    await assert.rejects(
      invokePayload(opened.app, { payload: dirname(file), functionName: 'echo' }),
      {
        name: 'UserError',
        message: /^folder\.json cannot be read, so nothing was sent: EISDIR/,
      },
    );
  });

  test('a dry run changes nothing, not even a function whose source is newer', async () => {
    const source = await makeFunction('dry', 'export const handler = async () => "before";');
    await rememberAsSource('dry', source);
    await opened.write('dry/index.mjs', 'export const handler = async () => "afterwards";');
    const before = await bench.account.functions.find('dry');
    await dryRunPayload(opened.app, {
      payload: await opened.write('q.json', '{}'),
      functionName: 'dry',
    });
    assert.deepEqual(await bench.account.functions.find('dry'), before);
  });

  test('a thrown error looks failed, and its stack leads to the source', async () => {
    const path = await makeFunction(
      'throws',
      'export const handler = async () => {\n  throw new TypeError("bad thing");\n};',
    );
    await rememberAsSource('throws', path);
    const payload = await opened.write('f.json', '{}');
    await invokePayload(opened.app, { payload, functionName: 'throws' });
    assert.match(block(), /✖ {2}function error \(Unhandled\)/);
    assert.match(block(), /── error\nTypeError: bad thing\n {4}at .*throws\/index\.mjs:2:9/);
  });

  test('a changed source updates the local function before it is invoked, once', async () => {
    const source = await makeFunction('edited', 'export const handler = async () => "before";');
    await rememberAsSource('edited', source);
    const payload = await opened.write('g.json', '{}');
    const invoked = { payload, functionName: 'edited' };
    await invokePayload(opened.app, invoked);
    assert.match(block(), /"before"/);
    assert.doesNotMatch(block(), /updated first/);
    opened.workspace.open(source, 'export const handler = async () => "after";');
    await invokePayload(opened.app, invoked);
    assert.match(block(), /updated first: index\.mjs had changed/);
    assert.match(block(), /"after"/);
    await invokePayload(opened.app, invoked);
    assert.doesNotMatch(block(), /updated first/);
  });

  test('what is packed is saved first, however far it imports, and no other editor', async () => {
    const inner = await opened.write('imports/inner.mjs', 'export default "before";');
    const outer = await opened.write('imports/outer.mjs', 'export default 1;');
    const other = await opened.write('imports/other.mjs', 'export default "untouched";');
    const code = 'import outer from "./outer.mjs"; export const handler = async () => outer;';
    const source = await makeFunction('imports', code);
    await rememberAsSource('imports', source);
    // The disk knows of the inner one only when the outer one is saved.
    opened.workspace.open(inner, 'export default "from within";');
    opened.workspace.open(outer, 'export { default } from "./inner.mjs";');
    opened.workspace.open(other, 'export default "changed";');
    const payload = await opened.write('imports.json', '{}');
    await invokePayload(opened.app, { payload, functionName: 'imports' });
    assert.match(block(), /"from within"/);
    assert.deepEqual(opened.workspace.changed(), [other]);
    assert.match(await readFile(other, 'utf8'), /untouched/);
  });

  test('all of the project is saved where what is imported cannot be told', async () => {
    const broken = await opened.write('torn/broken.mjs', 'export default {');
    const code = 'import broken from "./broken.mjs"; export const handler = async () => broken;';
    const source = await opened.write('torn/index.mjs', code);
    opened.workspace.open(broken, 'export default "mended";');
    const { zip } = await packaging.pack({ path: await opened.write('torn/old.mjs', echo) });
    await bench.account.functions.create({
      ...{ name: 'torn', description: '', runtime: 'nodejs24.x', handler: 'index.handler', role },
      ...{ memory: 128, timeout: 10, zip },
    });
    const { codeSha256 = '' } = (await bench.account.functions.find('torn')) ?? {};
    const remembered = {
      path: source,
      include: [],
      leftOut: [],
      fingerprint: '',
      sha256: codeSha256,
    };
    await rememberSource(opened.app.state, bench.account.target, 'torn', remembered);
    await invokePayload(opened.app, {
      payload: await opened.write('torn.json', '{}'),
      functionName: 'torn',
    });
    assert.match(block(), /"mended"/);
  });

  test('a function that was made anew elsewhere is not overwritten from the old source', async () => {
    const source = await makeFunction('anew', 'export const handler = async () => "before";');
    await rememberAsSource('anew', source);
    await bench.account.functions.delete('anew');
    await makeFunction('anew', 'export const handler = async () => "of somebody else";');
    await opened.write('anew/index.mjs', 'export const handler = async () => "edited";');
    const payload = await opened.write('anew.json', '{}');
    await invokePayload(opened.app, { payload, functionName: 'anew' });
    assert.match(block(), /its code was changed elsewhere .* Update Code sends index\.mjs/);
    assert.match(block(), /"of somebody else"/);
  });

  test('a setting turns the update off', async () => {
    const source = await makeFunction('kept', 'export const handler = async () => "before";');
    await rememberAsSource('kept', source);
    await opened.write('kept/index.mjs', 'export const handler = async () => "after";');
    const payload = await opened.write('h.json', '{}');
    const app = {
      ...opened.app,
      settings: () => ({ ...opened.app.settings(), updateBeforeInvoke: false }),
    };
    await invokePayload(app, { payload, functionName: 'kept' });
    assert.match(block(), /"before"/);
  });

  test('a source that is gone is no obstacle, and the result says so', async () => {
    const source = await makeFunction('moved', echo);
    await rememberAsSource('moved', source);
    await rename(source, `${source}.bak`);
    const payload = await opened.write('i.json', '{}');
    await invokePayload(opened.app, { payload, functionName: 'moved' });
    assert.match(block(), /its source .*index\.mjs is not there any more/);
    assert.match(block(), /✔/);
  });

  test('a source that cannot be packed is a result too, and nothing is invoked', async () => {
    await makeFunction('unpackable', echo);
    const source = await opened.write('unpackable/index.ts', echo);
    await rememberAsSource('unpackable', source);
    await opened.write(
      'unpackable/index.ts',
      'enum Way { in, out }\nexport const handler = () => Way.in;',
    );
    const payload = await opened.write('p.json', '{}');
    await invokePayload(opened.app, { payload, functionName: 'unpackable' });
    assert.match(block(), /✖ {2}not invoked: .*index\.ts/);
  });

  test('the wait follows the time-out of the function where it is known, and not on the local connection', async () => {
    const name = 'timed';
    await makeFunction(name, echo, 7);
    const { functions } = bench.account;
    const waits: (number | undefined)[] = [];
    const account: Account = {
      ...bench.account,
      invoke(request, signal) {
        waits.push(request.timeout);
        return bench.account.invoke(request, signal);
      },
    };
    const invokeBy = async (kind: 'local' | 'profile', known: Partial<typeof functions> = {}) => {
      const by = { ...account, functions: { ...functions, ...known } };
      const connection = { ...opened.app.connection, kind, account: async () => by };
      await invokePayload({ ...opened.app, connection }, { payload: null, functionName: name });
    };
    await invokeBy('profile');
    await invokeBy('local');
    await invokeBy('profile', { known: () => undefined });
    const connection = { ...opened.app.connection, kind: 'profile', account: async () => account };
    const target = { payload: null, functionName: name, qualifier: '7' };
    await invokePayload({ ...opened.app, connection } as App, target);
    assert.deepEqual(waits, [7, undefined, undefined, undefined]);
  });

  test('cancelling does not wait for an endpoint that is starting', async () => {
    const never = new Promise<Account>(() => undefined);
    let asked = 0;
    const account = () => {
      asked += 1;
      return never;
    };
    const app = { ...opened.app, connection: { ...opened.app.connection, account } };
    const invoking = invokePayload(app, { payload: null, functionName: 'echo' });
    while (asked === 0) await delay(5);
    cancelInvocation(app);
    await invoking;
    assert.match(block(), /✖ {2}not invoked: it was cancelled before it was sent/);
  });

  test('cancelling ends the wait at once and says that the function runs on', async () => {
    await makeFunction('slow', slow, 120);
    const marker = join(opened.folder, 'begun');
    const payload = await opened.write('j.json', JSON.stringify({ marker }));
    const invocation = invokePayload(opened.app, { payload, functionName: 'slow' });
    await until(() => existsSync(marker));
    cancelInvocation(opened.app);
    await invocation;
    assert.match(block(), /■ {2}stopped waiting after .*: the function may be running on/);
    cancelInvocation(opened.app);
    assert.equal(opened.shown.messages.at(-1)?.text, 'Nothing is being invoked.');
  });

  test('an endpoint that dies in between leaves no doubt that the function may have run', async () => {
    const other = await startTestBench();
    const mortal = await other.open();
    try {
      const { arn } = await other.account.roles.create({ name: 'runs', description: '' });
      const { zip } = await packaging.pack({ path: await mortal.write('index.mjs', slow) });
      await other.account.functions.create({
        name: 'cut',
        description: '',
        runtime: 'nodejs24.x',
        handler: 'index.handler',
        role: arn,
        memory: 128,
        timeout: 120,
        zip,
      });
      const marker = join(mortal.folder, 'begun');
      const payload = await mortal.write('cut.json', JSON.stringify({ marker }));
      const invocation = invokePayload(mortal.app, { payload, functionName: 'cut' });
      await until(() => existsSync(marker));
      await other.endpoint.kill();
      await invocation;
      const [report] = mortal.shown.results;
      assert.ok(report);
      assert.match(
        formatReport(report),
        /✖ {2}connection lost after .*: the function may have run/,
      );
      await invokePayload(mortal.app, { payload, functionName: 'cut' });
      const second = mortal.shown.results[1];
      assert.ok(second);
      assert.match(formatReport(second), /✖ {2}not invoked: .*ECONNREFUSED/);
      assert.deepEqual(
        mortal.shown.errors.flatMap(({ fixes }) => fixes),
        [
          {
            title: 'Try Again',
            command: 'lambdaBench.invokePayload',
            arguments: [{ payload, functionName: 'cut', qualifier: undefined }],
          },
        ],
      );
    } finally {
      await mortal.finish();
      await other.close();
    }
  });

  test('a second click while one runs asks', async () => {
    await makeFunction('twice', slow, 120);
    const marker = join(opened.folder, 'begun');
    const payload = await opened.write('k.json', JSON.stringify({ marker }));
    const first = invokePayload(opened.app, { payload, functionName: 'twice' });
    await until(() => opened.app.invocations.running().length === 1);
    opened.prompts.expect(dismiss(/twice is still running with k\.json/));
    await assert.rejects(invokePayload(opened.app, { payload, functionName: 'twice' }), {
      name: 'Cancelled',
    });
    assert.equal(opened.app.invocations.running().length, 1);
    opened.prompts.expect(agree(/twice is still running with k\.json/));
    const second = invokePayload(opened.app, { payload, functionName: 'twice' });
    await until(() => opened.app.invocations.running().length === 2);
    cancelInvocation(opened.app);
    await Promise.all([first, second]);
  });

  test('two clicks at the same moment ask too', async () => {
    await makeFunction('atonce', slow, 120);
    const marker = join(opened.folder, 'begun');
    const payload = await opened.write('r.json', JSON.stringify({ marker }));
    opened.prompts.expect(dismiss(/atonce is still running with r\.json/));
    const click = () => invokePayload(opened.app, { payload, functionName: 'atonce' });
    const clicks = [click(), click()];
    await assert.rejects(Promise.race(clicks), { name: 'Cancelled' });
    cancelInvocation(opened.app);
    await Promise.allSettled(clicks);
    assert.equal(opened.shown.results.length, 1);
  });

  test('again means the function that was chosen, whatever the file is bound to', async () => {
    await makeFunction('bound', 'export const handler = async () => "bound";');
    await makeFunction('chosen', 'export const handler = async () => "chosen";');
    const payload = await opened.write('s.json', '{}');
    await invokePayload(opened.app, { payload, functionName: 'bound' });
    await invokePayload(opened.app, { payload, functionName: 'chosen' });
    await invokeAgain(opened.app);
    assert.match(block(), /^── chosen ──/);
    await invokePayload(opened.app, { payload: null, functionName: 'bound' });
    await invokeAgain(opened.app);
    assert.match(block(), /empty object \{\}/);
  });

  test('again means the same function and type, with the file as it is now', async () => {
    await assert.rejects(invokeAgain(opened.app), {
      message: /Nothing was invoked in this window yet/,
      fix: { title: 'Invoke Payload File', command: 'lambdaBench.invokePayload' },
    });
    await makeFunction('again', echo);
    const payload = await opened.write('l.json', '"one"');
    await invokePayload(opened.app, { payload, functionName: 'again' });
    await opened.write('l.json', '"two"');
    await invokeAgain(opened.app);
    assert.match(block(), /"two"/);
  });

  test('a response opens whole, as JSON or text, the last one or the one that is named', async () => {
    await assert.rejects(openResponse(opened.app), /There is no response yet/);
    await makeFunction(
      'long',
      'export const handler = async (event) => event.large ? "x".repeat(5_000_000) : [1];',
    );
    await invokePayload(opened.app, {
      payload: await opened.write('m.json', '{"large":true}'),
      functionName: 'long',
    });
    assert.match(block(), /Open Response #1 /);
    await invokePayload(opened.app, {
      payload: await opened.write('n.json', '{}'),
      functionName: 'long',
    });
    await openResponse(opened.app, 1);
    await openResponse(opened.app);
    assert.deepEqual(
      opened.shown.responses.map(({ name, content }) => [name, content.length]),
      [
        ['long response.json', 5_000_002],
        ['long response.json', 7],
      ],
    );
    await assert.rejects(openResponse(opened.app, 99), /no longer kept/);
  });

  test('a response that would be laid out to gigabytes opens as it was received', async () => {
    const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    const request = {
      path: undefined,
      functionName: 'deep',
      qualifier: undefined,
      options: {},
    } as const;
    await opened.app.invocations.track({ ...request, type: 'RequestResponse' }, async () => ({
      kind: 'answered',
      status: 200,
      elapsed: 1,
      payload: Buffer.from(deep),
      functionError: undefined,
      executedVersion: undefined,
      requestId: undefined,
      log: undefined,
    }));
    await openResponse(opened.app);
    assert.equal(String(opened.shown.responses.at(-1)?.content), deep);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
