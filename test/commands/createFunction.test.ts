import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { RoleSummary } from '../../src/aws/role.ts';
import { createFunction } from '../../src/commands/createFunction.ts';
import { blueprints } from '../../src/commands/flows/blueprints.ts';
import { recallSource } from '../../src/commands/flows/sources.ts';
import { isCancelled, isUserError } from '../../src/errors.ts';
import { bindingOf } from '../../src/payload/fileBinding.ts';
import { folderWorkspace } from '../support/folderWorkspace.ts';
import { choose, chooseMany, dismiss, goBack, keep, type } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const handler = 'export const handler = async (event) => ({ got: event });\n';
const basicExecution = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

suite('creating a function', () => {
  let bench: TestBench;
  let opened: TestApp;
  let role: RoleSummary;

  suiteSetup(async () => {
    bench = await startTestBench();
    role = await bench.account.roles.create({ name: 'runner', description: '' });
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });
  const functions = () => bench.account.functions;

  test('from a file, with a role made on the spot: mostly Enter', async () => {
    const fsPath = await opened.write('src/orders.mjs', handler);
    opened.prompts.expect(
      keep(/Name of the function/, 'orders'),
      keep(/Description/, ''),
      choose(/Runtime/, /^nodejs24\.x$/, { shows: /end of life 2028-04-30/ }),
      choose(/Handler/, 'orders.handler'),
      choose(/Execution role/, /Create a new/),
      keep(/Name of the execution role/, 'orders-role'),
      keep(/Managed policies/, ['AWSLambdaBasicExecutionRole']),
      choose(/Memory and time-out/, '128 MB, 3 s'),
    );
    await createFunction(opened.app, { fsPath, scheme: 'file' });
    const made = await functions().find('orders');
    assert.deepEqual(
      [made?.runtime, made?.handler, made?.memory, made?.timeout],
      ['nodejs24.x', 'orders.handler', 128, 3],
    );
    assert.match(made?.role ?? '', /:role\/orders-role$/);
    assert.deepEqual(opened.shown.revealed, { functions: ['orders'], roles: [undefined] });
    const [message] = opened.shown.messages;
    assert.match(message?.text ?? '', /Function orders was created: nodejs24\.x, \d file/);
    assert.deepEqual(message?.fixes, [
      {
        title: 'Invoke Payload File',
        command: 'lambdaBench.invokePayload',
        arguments: [{ functionName: 'orders' }],
      },
    ]);
  });

  test('what was sent is remembered, and is what the function runs', async () => {
    const path = await opened.write('orders.mjs', handler);
    await createFunction(opened.app, answers('remembered', path));
    const source = recallSource(opened.app.state, bench.account.target, 'remembered');
    assert.equal(source?.path, path);
    assert.equal(source?.sha256, (await functions().find('remembered'))?.codeSha256);
    const outcome = await bench.account.invoke({
      functionName: 'remembered',
      type: 'RequestResponse',
      payload: Buffer.from('{"id":1}'),
    });
    assert(outcome.kind === 'answered', JSON.stringify(outcome));
    assert.equal(Buffer.from(outcome.payload).toString(), '{"got":{"id":1}}');
  });

  test('each question refuses what Lambda would refuse, and Back returns to the one before', async () => {
    const fsPath = await opened.write('stock.mjs', handler);
    opened.prompts.expect(
      type(/Name of the function/, '', { refused: /needs a name/ }),
      type(/Name of the function/, 'my.stock', { refused: /cannot contain \./ }),
      type(/Name of the function/, 'stock'),
      type(/Description/, 'd'.repeat(257), { refused: /at most 256/ }),
      goBack(/Description/),
      type(/Name of the function/, 'stock-2'),
      type(/Description/, 'counts'),
      choose(/Runtime/, 'nodejs22.x'),
      choose(/Handler/, /Type another/),
      type(/Handler/, 'stock', { refused: /names a file/ }),
      type(/Handler/, 'stock.handler'),
      choose(/Execution role/, 'runner'),
      choose(/Memory and time-out/, /Choose/),
      type(/Memory/, '64', { refused: /128 to 10240/ }),
      type(/Memory/, '256'),
      type(/Time-out/, '901', { refused: /1 to 900/ }),
      goBack(/Time-out/),
      keep(/Memory/, '256'),
      type(/Time-out/, '10'),
    );
    await createFunction(opened.app, { fsPath });
    const made = await functions().find('stock-2');
    assert.deepEqual(
      [made?.runtime, made?.description, made?.memory, made?.timeout, made?.role],
      ['nodejs22.x', 'counts', 256, 10, role.arn],
    );
    assert.equal(await functions().find('stock'), undefined);
  });

  test('what was chosen before Back does not outlive another choice', async () => {
    const fsPath = await opened.write('changed.mjs', handler);
    opened.prompts.expect(
      keep(/Name of the function/),
      keep(/Description/),
      choose(/Runtime/, 'nodejs24.x'),
      choose(/Handler/, /Type another/),
      type(/Handler/, 'typed.handler'),
      goBack(/Execution role/),
      keep(/Handler: a file/, 'typed.handler'),
      goBack(/Execution role/),
      goBack(/Handler: a file/),
      choose(/Handler/, 'changed.handler'),
      choose(/Execution role/, /Create a new/),
      type(/Name of the execution role/, 'never-made'),
      goBack(/Managed policies/),
      goBack(/Name of the execution role/),
      choose(/Execution role/, 'runner'),
      choose(/Memory and time-out/, /Choose/),
      type(/Memory/, '512'),
      goBack(/Time-out/),
      goBack(/Memory/),
      choose(/Memory and time-out/, '128 MB, 3 s'),
    );
    await createFunction(opened.app, { fsPath });
    const made = await functions().find('changed');
    assert.deepEqual([made?.handler, made?.role, made?.memory], ['changed.handler', role.arn, 128]);
    assert.equal(await bench.account.roles.find('never-made'), undefined);
  });

  test('a file in which no handler is found is offered the usual name of one', async () => {
    const fsPath = await opened.write('broken.mjs', 'export const handler = async () => {\n');
    opened.prompts.expect(
      keep(/Name of the function/),
      keep(/Description/),
      choose(/Runtime/, 'nodejs24.x'),
      keep(/Handler: .*nothing was found/, 'broken.handler'),
      dismiss(/Execution role/),
    );
    await assert.rejects(createFunction(opened.app, { fsPath }), isCancelled);
  });

  test('a name that is in use is asked for again', async () => {
    const fsPath = await opened.write('taken.mjs', handler);
    await createFunction(opened.app, answers('taken', fsPath));
    opened.prompts.expect(
      keep(/Name of the function/, 'taken'),
      type(/Name of the function/, 'taken', { refused: /exists already in local · us-east-1/ }),
      dismiss(/Name of the function/),
    );
    await assert.rejects(createFunction(opened.app, { fsPath }), isCancelled);
  });

  test('without a target it is made from what is in the editor, its folder, a file or a blueprint', async () => {
    await opened.write('lib/other.py', 'def lambda_handler(event, context):\n    return 1\n');
    await opened.write('node_modules/x/index.js', '');
    await opened.write('notes.md', '');
    opened.workspace.open(await opened.write('src/index.mjs', handler));
    const question = /made from/;
    opened.prompts.expect(
      choose(question, join('src', 'index.mjs')),
      goBack(/Name of the function/),
      choose(question, /^src.$/, { shows: /whole folder/ }),
      goBack(/Name of the function/),
      choose(question, join('lib', 'other.py')),
      goBack(/Name of the function/),
      choose(question, 'A new Node.js function', { shows: /index\.mjs/ }),
      dismiss(/Name of the function/),
    );
    await assert.rejects(createFunction(opened.app), isCancelled);
  });

  for (const [language, file] of [
    ['Node.js', 'index.mjs'],
    ['Python', 'lambda_function.py'],
  ] as const) {
    test(`the ${language} blueprint is written into a folder of its own, runs and is opened`, async () => {
      const name = `hello-${file.length}`;
      opened.prompts.expect(
        choose(/made from/, `A new ${language} function`),
        type(/Name of the function/, name),
        keep(/Description/),
        choose(/Runtime/, language === 'Python' ? 'python3.14' : 'nodejs24.x'),
        choose(/Execution role/, 'runner'),
        choose(/Memory and time-out/, '128 MB, 3 s'),
      );
      await createFunction(opened.app);
      assert.deepEqual(opened.shown.files, [
        { path: join(opened.folder, name, file), line: undefined },
      ]);
      const outcome = await bench.account.invoke({
        functionName: name,
        type: 'RequestResponse',
        payload: Buffer.from('{"name":"Ada"}'),
      });
      assert(outcome.kind === 'answered', JSON.stringify(outcome));
      assert.equal(outcome.functionError, undefined);
      assert.deepEqual(JSON.parse(Buffer.from(outcome.payload).toString()), {
        message: 'Hello, Ada!',
      });
    });
  }

  for (const { id, family, payloads, files } of blueprints) {
    test(`the blueprint ${id} does with its payload files what it says`, async () => {
      const name = `bp-${id}`;
      await createFunction(opened.app, {
        ...answers(name, ''),
        ...{ path: undefined, handler: undefined, blueprint: id, folder: opened.folder },
        runtime: family === 'python' ? 'python3.14' : 'nodejs24.x',
        ...{ architecture: 'x86_64', environment: {}, tags: {} },
      });
      assert.ok(payloads.length > 0);
      for (const path of payloads) {
        const file = join(opened.folder, name, path);
        const request = { functionName: name, payload: await readFile(file) };
        const outcome = await bench.account.invoke({
          ...{ ...request, type: 'RequestResponse' },
        });
        assert(outcome.kind === 'answered', JSON.stringify(outcome));
        const expected = files[path.replace(/\.json$/, '.expected.json')];
        assert.deepEqual(
          JSON.parse(Buffer.from(outcome.payload).toString()),
          JSON.parse(expected ?? 'null'),
        );
        assert.equal(bindingOf(opened.app, file)?.functionName, name);
      }
      const { zip } = await functions().downloadCode(name, {});
      const packed = opened.app.secondBundle.packaging();
      const paths = (await packed).unpack(zip).map(({ path }) => path);
      assert.deepEqual(
        paths.filter((path) => path.startsWith('events')),
        [],
      );
    });
  }

  test('architecture, environment from a file and tags are asked for when more is to be chosen', async () => {
    const path = await opened.write('more.mjs', handler);
    await opened.write('.env', "# ours\nTABLE=orders\nexport GREETING='hi there'\n");
    await opened.write('bad.env', 'AWS_REGION=x\n');
    const { memory: _memory, timeout: _timeout, ...others } = answers('more', path);
    const size = [
      choose(/Memory and time-out/, 'More…', { shows: /environment/ }),
      keep(/Memory in MB/, '128'),
      keep(/Time-out in seconds/, '3'),
      choose('Architecture', 'arm64'),
    ];
    opened.prompts.expect(...size, choose('Environment variables', 'bad.env'));
    await assert.rejects(createFunction(opened.app, others), /bad\.env cannot become.*AWS_REGION/);
    opened.prompts.expect(
      ...size,
      choose('Environment variables', '.env', { shows: /sent to the account/ }),
      type(/Tags/, 'team', { refused: /a key, an equals sign/ }),
      type(/Tags/, 'aws:x=1', { refused: /AWS' own/ }),
      type(/Tags/, 'team=blue, stage=a=b'),
    );
    await createFunction(opened.app, others);
    const made = await functions().details('more');
    assert.deepEqual(made.architectures, ['arm64']);
    assert.deepEqual(made.settings.Environment?.Variables, {
      GREETING: 'hi there',
      TABLE: 'orders',
    });
    const arn = (await functions().find('more'))?.arn ?? '';
    const { team, stage } = await functions().tags(arn);
    assert.deepEqual([team, stage], ['blue', 'a=b']);
  });

  test('a blueprint asks for the folder where there are several', async () => {
    const other = await bench.open();
    const workspace = folderWorkspace([opened.folder, other.folder]);
    opened.prompts.expect(
      choose(/made from/, 'A new Node.js function'),
      choose(/Folder of the workspace/, basename(other.folder)),
      dismiss(/Name of the function/),
    );
    await assert.rejects(createFunction({ ...opened.app, workspace }), isCancelled);
  });

  test('a blueprint never replaces a file', async () => {
    await opened.write('mine/index.mjs', 'mine');
    opened.prompts.expect(
      choose(/made from/, 'A new Node.js function'),
      type(/Name of the function/, 'mine'),
      type(/Name of the function/, 'mine', { refused: /index\.mjs exists already/ }),
      dismiss(/Name of the function/),
    );
    await assert.rejects(createFunction(opened.app), isCancelled);
    const blueprint = { blueprint: 'nodejs', folder: opened.folder };
    const complete = { ...answers('mine', ''), ...blueprint, path: undefined };
    await assert.rejects(createFunction(opened.app, complete), isUserError);
    assert.equal(await readFile(join(opened.folder, 'mine/index.mjs'), 'utf8'), 'mine');
    assert.equal(await functions().find('mine'), undefined);
  });

  test('the editors of the source are saved before it is packed', async () => {
    const path = await opened.write('saved.mjs', 'export const handler = () => "old";\n');
    opened.workspace.open(path, 'export const handler = async () => "new";\n');
    await createFunction(opened.app, answers('saved', path));
    assert.match(await readFile(path, 'utf8'), /new/);
    const source = recallSource(opened.app.state, bench.account.target, 'saved');
    const { packaging } = opened.app.secondBundle;
    const packed = await (await packaging()).pack({ path, handler: 'saved.handler' });
    assert.equal(source?.sha256, packed.sha256);
  });

  test('files that look like secrets are left out unless they are chosen', async () => {
    await opened.write('shop/index.mjs', handler);
    await opened.write('shop/.env', 'TOKEN=1');
    const path = join(opened.folder, 'shop');
    opened.prompts.expect(keep(/look like secrets/, []));
    await createFunction(opened.app, answers('shop-without', path));
    opened.prompts.expect(chooseMany(/look like secrets/, ['.env']));
    await createFunction(opened.app, answers('shop-with', path));
    const recall = (name: string) => recallSource(opened.app.state, bench.account.target, name);
    assert.deepEqual(recall('shop-without')?.leftOut, ['.env']);
    assert.deepEqual([recall('shop-with')?.include, recall('shop-with')?.leftOut], [['.env'], []]);
    assert.notEqual(recall('shop-with')?.sha256, recall('shop-without')?.sha256);
  });

  test('a local function knows where the SDK of the workspace is', async () => {
    await opened.write('node_modules/@aws-sdk/client-s3/package.json', '{}');
    const path = await opened.write('src/with-sdk.mjs', handler);
    await createFunction(opened.app, answers('with-sdk', path));
    const made = await functions().find('with-sdk');
    const tags = await functions().tags(made?.arn ?? '');
    assert.equal(tags['lambda-bench:sdk-folder'], opened.folder);
  });

  test('what cannot be a source is refused before anything is asked', async () => {
    const notes = await opened.write('notes.md', '');
    await assert.rejects(createFunction(opened.app, { fsPath: notes }), /notes\.md is no source/);
    const gone = join(opened.folder, 'gone.mjs');
    await assert.rejects(createFunction(opened.app, { fsPath: gone }), /moved or deleted/);
  });

  for (const [what, change, expected] of [
    ['a name', { name: 'my function' }, /"name".*blank/],
    ['a handler', { handler: 'index' }, /"handler"/],
    ['a runtime', { runtime: 1 }, /"runtime".*not a text/],
    ['memory', { memory: 64 }, /"memory".*128 to 10240/],
    ['a time-out', { timeout: '3' }, /"timeout".*not a number/],
    ['a role that is not there', { role: 'nobody' }, /nobody does not exist/],
    ['an architecture', { architecture: 'sparc' }, /"architecture".*x86_64 or arm64/],
    ['an environment', { environment: { A: 1 } }, /"environment".*object of texts/],
    ['a variable', { environment: { AWS_REGION: 'x' } }, /"environment".*Lambda sets AWS_REGION/],
    ['tags', { tags: { 'aws:x': '1' } }, /"tags".*AWS' own/],
    [
      'a blueprint',
      { path: undefined, blueprint: 'cobol' },
      /"blueprint".*nodejs, typescript, python, http-api/,
    ],
  ] as const) {
    test(`${what} that is answered in advance is checked as a typed one is`, async () => {
      const path = await opened.write('checked.mjs', handler);
      const result = createFunction(opened.app, { ...answers('checked', path), ...change });
      await assert.rejects(result, (error) => {
        assert(isUserError(error));
        assert.match(error.message, expected);
        return true;
      });
    });
  }

  test('when the function cannot be created, the role made for it goes too', async () => {
    const path = await opened.write('refused.mjs', handler);
    const newRole = { newRole: 'refused-role', policies: [basicExecution], role: undefined };
    const result = createFunction(opened.app, {
      ...answers('refused', path),
      ...newRole,
      runtime: 'nodejs99.x',
    });
    await assert.rejects(result, (error) => {
      assert(isUserError(error));
      assert.match(error.message, /Function refused was not created\..*nodejs99\.x/s);
      assert.match(error.message, /Removed again: role refused-role\./);
      return true;
    });
    assert.equal(await bench.account.roles.find('refused-role'), undefined);
    assert.equal(await functions().find('refused'), undefined);
    assert.equal(recallSource(opened.app.state, bench.account.target, 'refused'), undefined);
  });

  test('a cancel as the function is sent leaves neither role nor blueprint', async () => {
    opened.progress.cancelAt(/sending/);
    const result = createFunction(opened.app, {
      ...answers('halted', ''),
      path: undefined,
      blueprint: 'nodejs',
      folder: opened.folder,
      role: undefined,
      newRole: 'halted-role',
      policies: [],
    });
    await assert.rejects(result, isCancelled);
    assert.match(
      opened.shown.messages[0]?.text ?? '',
      /Function halted was not created, as you cancelled it\. Removed again: role halted-role; folder /,
    );
    assert.equal(await functions().find('halted'), undefined);
    assert.equal(await bench.account.roles.find('halted-role'), undefined);
    await assert.rejects(stat(join(opened.folder, 'halted')), { code: 'ENOENT' });
  });

  /** All answers, so that nothing is asked. */
  function answers(name: string, path: string) {
    const file = extname(path) === '' ? 'index' : basename(path, extname(path));
    return {
      path,
      name,
      description: '',
      runtime: 'nodejs24.x',
      handler: `${file}.handler`,
      role: 'runner',
      memory: 128,
      timeout: 3,
    };
  }
});
