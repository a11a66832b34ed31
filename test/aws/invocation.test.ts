import assert from 'node:assert/strict';
import { createInvocationClient } from '../../src/aws/clients.ts';
import { invoke, invokeBy } from '../../src/aws/invocation.ts';
import type { InvokeRequest, Outcome } from '../../src/aws/outcome.ts';
import type { Target } from '../../src/aws/target.ts';
import {
  answer,
  type Fault,
  type FaultServer,
  lambdaError,
  requestId,
  startFaultServer,
} from '../support/faultServer.ts';

const payload = Buffer.from('{"id":12345678901234567890,"z":1,"a":"\\u00e9"}\n');
const request: InvokeRequest = { functionName: 'orders', type: 'RequestResponse', payload };

function send(target: Target, changes: Partial<InvokeRequest> = {}): Promise<Outcome> {
  return invoke(invokeBy(createInvocationClient(target)), target, { ...request, ...changes });
}

suite('An invocation', () => {
  const servers: FaultServer[] = [];

  teardown(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  async function serve(...faults: Fault[]): Promise<FaultServer> {
    const server = await startFaultServer(...faults);
    servers.push(server);
    return server;
  }

  suite('that is answered', () => {
    test('sends the very bytes of the payload and yields the very bytes of the answer', async () => {
      const body = '{"n": 0.10000000000000000001, "b":1,\r\n"a":2}';
      const log = Buffer.from('START\nREPORT\n');
      const server = await serve(
        answer(
          200,
          {
            'x-amzn-requestid': requestId,
            'x-amz-executed-version': '7',
            'x-amz-log-result': log.toString('base64'),
          },
          body,
        ),
      );
      const outcome = await send(server.target, { qualifier: 'live' });
      assert.ok(outcome.kind === 'answered');
      assert.equal(Buffer.from(outcome.payload).toString(), body);
      assert.equal(outcome.status, 200);
      assert.equal(outcome.executedVersion, '7');
      assert.equal(outcome.requestId, requestId);
      assert.equal(outcome.functionError, undefined);
      assert.equal(outcome.logRefused, undefined);
      assert.deepEqual(Buffer.from(outcome.log ?? []), log);
      assert.equal(server.attempts, 1);
      const [sent] = server.requests;
      assert.deepEqual(sent?.body, payload);
      assert.match(
        sent?.head ?? '',
        /^POST \/2015-03-31\/functions\/orders\/invocations\?Qualifier=live /,
      );
      assert.match(sent?.head ?? '', /^x-amz-log-type: Tail\r$/im);
      assert.match(sent?.head ?? '', /^connection: close\r?$/im);
    });

    test('sends an empty payload as an empty body', async () => {
      const server = await serve(answer(200, {}, 'null'));
      const outcome = await send(server.target, { payload: new Uint8Array() });
      assert.equal(outcome.kind, 'answered');
      assert.equal(server.requests[0]?.body.length, 0);
    });

    test('tells a function error from a success', async () => {
      const server = await serve(
        answer(200, { 'x-amz-function-error': 'Unhandled' }, '{"errorType":"Error"}'),
      );
      const outcome = await send(server.target);
      assert.ok(outcome.kind === 'answered');
      assert.equal(outcome.functionError, 'Unhandled');
    });

    test('takes an answer of 6 MB whole, also when it is longer than one packet', async () => {
      const body = Buffer.alloc(6 * 1024 * 1024, 'é');
      const server = await serve(answer(200, {}, body));
      const outcome = await send(server.target);
      assert.ok(outcome.kind === 'answered');
      assert.equal(Buffer.compare(outcome.payload, body), 0);
    });

    test('is queued as an event without asking for the log', async () => {
      const server = await serve(answer(202, { 'x-amzn-requestid': requestId }));
      const outcome = await send(server.target, { type: 'Event' });
      assert.ok(outcome.kind === 'queued');
      assert.equal(outcome.requestId, requestId);
      assert.doesNotMatch(server.requests[0]?.head ?? '', /x-amz-log-type/i);
      assert.match(server.requests[0]?.head ?? '', /^x-amz-invocation-type: Event\r$/im);
    });

    test('says where its log is when that is not sent', async () => {
      const place = { logGroup: '/aws/lambda/orders', logStreamName: '2026/11/26/[7]abc' };
      const encoded = (text: string) => Buffer.from(text).toString('base64');
      const answered = async (log: string) => {
        const server = await serve(answer(200, { 'x-amz-log-result': encoded(log) }, '1'));
        const outcome = await send(server.target);
        assert.ok(outcome.kind === 'answered');
        return outcome;
      };
      const elsewhere = await answered(JSON.stringify(place));
      assert.deepEqual(elsewhere.logPlace, { group: place.logGroup, stream: place.logStreamName });
      assert.equal(elsewhere.log, undefined);
      // What the function itself logs as JSON is a log.
      const own = [JSON.stringify({ ...place, level: 'INFO' }), '{"logGroup":"a"}', '{"logGroup'];
      for (const log of own) {
        const outcome = await answered(log);
        assert.equal(outcome.logPlace, undefined);
        assert.equal(String(outcome.log), log);
      }
    });

    test('is allowed by a dry run', async () => {
      const server = await serve(answer(204, {}));
      assert.equal((await send(server.target, { type: 'DryRun' })).kind, 'allowed');
    });

    test('has run when an endpoint that knows no dry run answers 200', async () => {
      const server = await serve(answer(200, {}, '"done"'));
      assert.equal((await send(server.target, { type: 'DryRun' })).kind, 'answered');
    });
  });

  suite('whose log is refused', () => {
    const refusals: Record<string, Fault> = {
      'by an endpoint that does not implement it': lambdaError(501, 'NotImplemented', {
        message: 'LogType is not implemented',
      }),
      'by a function on managed instances': lambdaError(400, 'InvalidParameterValueException', {
        Type: 'User',
        message: 'Tail logs are not supported for functions on managed instances.',
      }),
    };
    for (const [who, refusal] of Object.entries(refusals)) {
      test(`${who} is sent once more without asking for it, and says so`, async () => {
        const server = await serve(refusal, answer(200, {}, '"done"'));
        const outcome = await send(server.target);
        assert.ok(outcome.kind === 'answered');
        assert.equal(outcome.logRefused, true);
        assert.equal(server.attempts, 2);
        assert.deepEqual(server.requests[1]?.body, payload);
        assert.doesNotMatch(server.requests[1]?.head ?? '', /x-amz-log-type/i);
      });
    }

    test('and is refused again ends there', async () => {
      const server = await serve(lambdaError(501, 'NotImplemented', { message: 'No.' }));
      const outcome = await send(server.target);
      assert.ok(outcome.kind === 'notInvoked');
      assert.equal(outcome.mayRetry, true);
      assert.equal(server.attempts, 2);
    });

    test('is not sent again when it was an event, which asks for no log', async () => {
      const server = await serve(lambdaError(501, 'NotImplemented', { message: 'No.' }));
      assert.equal((await send(server.target, { type: 'Event' })).kind, 'notInvoked');
      assert.equal(server.attempts, 1);
    });
  });
});
