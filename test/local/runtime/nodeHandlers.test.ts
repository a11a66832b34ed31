import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Handlers, startHandlers } from '../../support/handlers.ts';

suite('Node.js handlers', () => {
  let handlers: Handlers;
  suiteSetup(async () => {
    handlers = await startHandlers();
  });
  suiteTeardown(() => handlers.close());

  for (const runtime of ['nodejs20.x', 'nodejs22.x', 'nodejs24.x']) {
    test(`an ES module answers its event in ${runtime}`, async () => {
      const run = await handlers.node('export const handler = async (event) => ({ got: event });', {
        runtime,
      });
      const answer = await handlers.invoke(run, { text: 'grüße 🎉' });
      assert.equal(answer.functionError, undefined);
      assert.deepEqual(answer.value, { got: { text: 'grüße 🎉' } });
    });

    test(`a CommonJS module answers its event in ${runtime}`, async () => {
      const run = await handlers.add(
        { 'lib/app.js': 'exports.api = { main: async (event) => [event, __filename] };' },
        { runtime, handler: 'lib/app.api.main' },
      );
      const answer = await handlers.invoke(run, 7);
      assert.deepEqual(answer.value, [7, join(run.codeFolder, 'lib/app.js')]);
    });

    test(`a streaming handler answers a buffered invocation with all that it wrote in ${runtime}`, async () => {
      const run = await handlers.node(
        `export const handler = awslambda.streamifyResponse(async (event, stream) => {
          stream.write('one ');
          stream.write('two');
          stream.end();
        });`,
        { runtime },
      );
      assert.equal((await handlers.invoke(run)).text, 'one two');
      assert.equal((await handlers.invoke(run)).text, 'one two');
    });

    test(`a handler finds the time that remains and its context in ${runtime}`, async () => {
      const run = await handlers.node(
        `export const handler = async (event, context) => ({
          remaining: context.getRemainingTimeInMillis(),
          id: context.awsRequestId,
          arn: context.invokedFunctionArn,
          client: context.clientContext,
          name: context.functionName,
          version: context.functionVersion,
          memory: context.memoryLimitInMB,
          group: context.logGroupName,
        });`,
        { runtime, memory: 256, version: '3' },
      );
      const invokedArn = `${run.arn}:3`;
      const answer = await handlers.invoke(
        run,
        {},
        { invokedArn, clientContext: '{"custom":{"é":1}}' },
      );
      assert(
        typeof answer.value === 'object' && answer.value !== null && 'remaining' in answer.value,
      );
      const { remaining, ...rest } = answer.value;
      assert(typeof remaining === 'number' && remaining > 5000 && remaining <= 10_000);
      assert.deepEqual(rest, {
        id: answer.requestId,
        arn: invokedArn,
        client: { custom: { é: 1 } },
        name: run.name,
        version: '3',
        memory: '256',
        group: run.logGroup,
      });
    });
  }

  test('a callback answers up to Node.js 22, when the event loop is empty', async () => {
    const run = await handlers.add(
      {
        'index.js': `let late = 0;
          exports.handler = (event, context, callback) => {
            setTimeout(() => { late += 1; }, 30);
            callback(null, { event, late });
          };`,
      },
      { runtime: 'nodejs22.x' },
    );
    assert.deepEqual((await handlers.invoke(run, 1)).value, { event: 1, late: 0 });
    assert.deepEqual((await handlers.invoke(run, 2)).value, { event: 2, late: 1 });
  });

  test('a callback that is never called answers null up to Node.js 22', async () => {
    const run = await handlers.add(
      { 'index.js': 'exports.handler = (event, context, callback) => {};' },
      { runtime: 'nodejs22.x' },
    );
    const answer = await handlers.invoke(run);
    assert.deepEqual([answer.functionError, answer.text], [undefined, 'null']);
  });

  test('a handler with a callback is refused from Node.js 24 on', async () => {
    const run = await handlers.add({
      'index.js': 'exports.handler = (event, context, callback) => callback(null, 1);',
    });
    const { value } = await handlers.invoke(run);
    assert(typeof value === 'object' && value !== null && 'errorType' in value);
    assert.equal(value.errorType, 'Runtime.CallbackHandlerDeprecated');
  });

  test('an answer given just before the process exits counts', async () => {
    const run = await handlers.add(
      {
        'index.js': `exports.handler = (event, context) => {
          context.succeed('done');
          process.exit(1);
        };`,
      },
      { runtime: 'nodejs22.x' },
    );
    const answer = await handlers.invoke(run);
    assert.deepEqual([answer.functionError, answer.text], [undefined, '"done"']);
  });

  test('a rejection after the answer leaves the answer as it is', async () => {
    const run = await handlers.node(
      `export const handler = async () => {
        setImmediate(() => Promise.reject(new Error('too late')));
        return 'kept';
      };`,
      { runtime: 'nodejs22.x' },
    );
    assert.equal((await handlers.invoke(run)).text, '"kept"');
  });

  test('an empty payload is an empty object for the handler', async () => {
    const run = await handlers.node('export const handler = async (event) => event;');
    const answer = await handlers.invoke(run, undefined, { payload: Buffer.alloc(0) });
    assert.equal(answer.text, '{}');
  });

  test('a handler that returns nothing answers null', async () => {
    const run = await handlers.node('export const handler = async () => {};');
    assert.equal((await handlers.invoke(run)).text, 'null');
  });

  test('an event and an answer of six megabytes pass whole', async () => {
    const run = await handlers.node('export const handler = async (event) => event;', {
      memory: 512,
    });
    const event = 'ü'.repeat(3_000_000);
    assert.equal((await handlers.invoke(run, event)).value, event);
  });

  test('ES syntax in a CommonJS file fails up to Node.js 22, as it does in AWS', async () => {
    const run = await handlers.add(
      { 'index.js': 'export const handler = async () => 1;' },
      { runtime: 'nodejs22.x' },
    );
    const { value } = await handlers.invoke(run);
    assert(typeof value === 'object' && value !== null && 'errorType' in value);
    assert.equal(value.errorType, 'Runtime.UserCodeSyntaxError');
  });

  test('a handler sees the variables of AWS, its own and nothing of ours', async () => {
    process.env['LAMBDA_BENCH_TEST_SECRET'] = 'of the person';
    const run = await handlers.node('export const handler = async () => process.env;', {
      environment: { STAGE: 'test', TZ: 'Europe/Zurich' },
    });
    const { value } = await handlers.invoke(run);
    delete process.env['LAMBDA_BENCH_TEST_SECRET'];
    assert(typeof value === 'object' && value !== null);
    const seen = new Map<string, unknown>(Object.entries(value));
    const expected = {
      _HANDLER: 'index.handler',
      AWS_REGION: 'eu-west-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: run.name,
      AWS_ACCESS_KEY_ID: `key-of-${run.name}`,
      AWS_SESSION_TOKEN: 'token',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      LAMBDA_TASK_ROOT: run.codeFolder,
      STAGE: 'test',
      TZ: 'Europe/Zurich',
      PATH: process.env['PATH'],
    };
    for (const [name, variable] of Object.entries(expected))
      assert.equal(seen.get(name), variable, name);
    assert.match(
      String(seen.get('AWS_LAMBDA_LOG_STREAM_NAME')),
      /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/,
    );
    assert.match(String(seen.get('_X_AMZN_TRACE_ID')), /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=/);
    for (const name of [
      'ELECTRON_RUN_AS_NODE',
      '_LAMBDA_TELEMETRY_LOG_FD',
      'HOME',
      'LAMBDA_BENCH_TEST_SECRET',
    ]) {
      assert(!seen.has(name), name);
    }
  });

  test('a CommonJS handler finds modules of its package by their path from its root too', async () => {
    const run = await handlers.add(
      {
        'index.js': 'exports.handler = async () => require("parts/deep/entry.js");',
        'parts/deep/entry.js': 'module.exports = require("parts/greeting");',
        'parts/greeting.js': 'module.exports = "hello";',
      },
      { runtime: 'nodejs22.x' },
    );
    assert.equal((await handlers.invoke(run)).value, 'hello');
  });

  test('each environment has a temporary folder of its own, which goes with it', async () => {
    const run = await handlers.node(
      `import { writeFileSync } from 'node:fs';
       import { tmpdir } from 'node:os';
       export const handler = async () => {
         writeFileSync(tmpdir() + '/kept', 'state');
         return tmpdir();
       };`,
    );
    const folder = String((await handlers.invoke(run)).value);
    assert(folder.startsWith(handlers.scratchFolder));
    assert.equal(await readFile(join(folder, 'kept'), 'utf8'), 'state');
    await handlers.executor.retire(run.name);
    await assert.rejects(readFile(join(folder, 'kept')), { code: 'ENOENT' });
  });
});
