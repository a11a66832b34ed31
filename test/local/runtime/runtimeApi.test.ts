import assert from 'node:assert/strict';
import { type Handlers, startHandlers } from '../../support/handlers.ts';

/** A runtime of its own, in the few lines that the Runtime API asks for. */
const bootstrap = `#!${process.execPath}
const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime';
const post = (path, body, headers = {}) => fetch(api + path, { method: 'POST', body, headers });
async function main() {
  if (process.env.BROKEN) {
    await post('/init/error', JSON.stringify({ errorType: 'Own.Broken', errorMessage: 'cannot start' }));
    process.exit(1);
  }
  for (;;) {
    const next = await fetch(api + '/invocation/next');
    const id = next.headers.get('lambda-runtime-aws-request-id');
    const event = await next.json();
    console.log('custom runtime got', event);
    if (event.fail) {
      await post('/invocation/' + id + '/error', JSON.stringify({ errorType: 'Own.Error', errorMessage: 'no' }));
    } else if (event.odd) {
      const answers = [];
      for (const [path, headers] of [
        ['/invocation/another/response', {}],
        ['/nowhere', {}],
        ['/invocation/' + id + '/response', { origin: 'http://example.com' }],
      ]) {
        const answer = await post(path, '"odd"', headers);
        answers.push([answer.status, (await answer.json()).errorType]);
      }
      await post('/invocation/' + id + '/response', JSON.stringify(answers));
    } else {
      const context = next.headers.get('lambda-runtime-client-context');
      const deadline = Number(next.headers.get('lambda-runtime-deadline-ms'));
      const answer = await post('/invocation/' + id + '/response', JSON.stringify({
        event,
        arn: next.headers.get('lambda-runtime-invoked-function-arn'),
        remains: deadline > Date.now(),
        context: context && JSON.parse(Buffer.from(context, 'latin1')),
      }));
      console.log(answer.status, await answer.text());
    }
  }
}
main();
`;

suite('the Runtime API', () => {
  let handlers: Handlers;
  suiteSetup(async () => {
    handlers = await startHandlers();
  });
  suiteTeardown(() => handlers.close());

  test('serves a runtime that the package brings', async () => {
    const run = await handlers.add({ bootstrap }, { runtime: 'provided.al2023' });
    const clientContext = '{\n  "custom": "grüße"\n}';
    const answer = await handlers.invoke(run, { n: 1 }, { clientContext });
    assert.deepEqual(answer.value, {
      event: { n: 1 },
      arn: run.arn,
      remains: true,
      context: { custom: 'grüße' },
    });
    assert.match(
      answer.log,
      /^INIT_START [\s\S]*\nSTART [\s\S]*\ncustom runtime got \{ n: 1 \}\n202 /,
    );
    const warm = await handlers.invoke(run, { n: 2 });
    assert.match(warm.log, /^START /);
  });

  test('passes an error on as the runtime tells it', async () => {
    const run = await handlers.add({ bootstrap }, { runtime: 'provided.al2023' });
    const answer = await handlers.invoke(run, { fail: true });
    assert.equal(answer.functionError, 'Unhandled');
    assert.equal(answer.text, '{"errorType":"Own.Error","errorMessage":"no"}');
    assert.equal((await handlers.invoke(run)).functionError, undefined);
  });

  test('passes an init error on as the runtime tells it', async () => {
    const run = await handlers.add(
      { bootstrap },
      { runtime: 'provided.al2023', environment: { BROKEN: '1' } },
    );
    const answer = await handlers.invoke(run);
    assert.equal(answer.functionError, 'Unhandled');
    assert.equal(answer.text, '{"errorType":"Own.Broken","errorMessage":"cannot start"}');
  });

  test('refuses unknown invocations, unknown paths and web pages', async () => {
    const run = await handlers.add({ bootstrap }, { runtime: 'provided.al2023' });
    assert.deepEqual((await handlers.invoke(run, { odd: true })).value, [
      [400, 'InvalidRequestID'],
      [404, 'NotFound'],
      [403, 'Forbidden'],
    ]);
  });

  test('gathers a streamed response, and its error in the midst', async () => {
    for (const runtime of ['nodejs22.x', 'nodejs24.x']) {
      const run = await handlers.node(
        `export const handler = awslambda.streamifyResponse(async (event, stream) => {
          stream.write('begun');
          if (event.fail) throw new TypeError('in the midst');
          stream.end();
        });`,
        { runtime },
      );
      assert.equal((await handlers.invoke(run)).text, 'begun');
      const failed = await handlers.invoke(run, { fail: true });
      assert.equal(failed.functionError, 'Unhandled');
      assert.match(failed.text, /"errorType":"TypeError","errorMessage":"in the midst"/);
    }
  });
});
