import assert from 'node:assert/strict';
import { readFunctionError } from '../../src/aws/functionError.ts';

suite('A function error', () => {
  test('of Node tells its stack as trace', () => {
    const payload = JSON.stringify({
      errorType: 'TypeError',
      errorMessage: 'bad thing',
      trace: ['TypeError: bad thing', '    at Runtime.handler (/var/task/index.js:1:7)'],
    });
    assert.deepEqual(readFunctionError(Buffer.from(payload)), {
      type: 'TypeError',
      message: 'bad thing',
      stack: ['TypeError: bad thing', '    at Runtime.handler (/var/task/index.js:1:7)'],
      timedOut: undefined,
    });
  });

  test('of Python tells frames of several lines', () => {
    const payload = JSON.stringify({
      errorMessage: 'Handler fails',
      errorType: 'Exception',
      requestId: '6f1c2f3e-8a44-4b0e-9c1d-2f6f5b9f7d10',
      stackTrace: [
        '  File "/var/task/x.py", line 2, in handler\n    raise Exception("Handler fails")\n',
      ],
    });
    const { type, message, stack } = readFunctionError(payload);
    assert.equal(type, 'Exception');
    assert.equal(message, 'Handler fails');
    assert.deepEqual(stack, [
      '  File "/var/task/x.py", line 2, in handler',
      '    raise Exception("Handler fails")',
    ]);
  });

  test('of Go tells frames as objects', () => {
    const payload = JSON.stringify({
      errorMessage: 'oh',
      errorType: 'errorString',
      stackTrace: [{ path: 'main.go', line: 12, label: 'main.handler' }],
    });
    assert.deepEqual(readFunctionError(payload).stack, ['main.handler (main.go:12)']);
  });

  test('is known as a time-out in the form of today and in the older one', () => {
    const today = readFunctionError(
      '{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: 6f1c Error: Task timed out after 1.00 seconds"}',
    );
    assert.equal(today.timedOut, 1);
    assert.equal(today.type, 'Sandbox.Timedout');
    const older = readFunctionError(
      '{"errorMessage":"2024-04-08T22:01:23.170Z 6f1c Task timed out after 900.50 seconds"}',
    );
    assert.equal(older.timedOut, 900.5);
    assert.equal(older.type, undefined);
  });

  test('is not a time-out because somebody speaks of one', () => {
    const payload =
      '{"errorType":"Error","errorMessage":"upstream: Task timed out after 3.00 seconds"}';
    assert.equal(readFunctionError(payload).timedOut, undefined);
  });

  test('in no known form is shown as it is', () => {
    for (const payload of ['', 'not JSON', 'null', '"text"', '[1]', '12']) {
      assert.deepEqual(readFunctionError(payload), {
        type: undefined,
        message: payload,
        stack: [],
        timedOut: undefined,
      });
    }
    const odd = readFunctionError('{"errorMessage":{"a":1},"errorType":null,"trace":"one\\ntwo"}');
    assert.deepEqual(odd, {
      type: undefined,
      message: '{"a":1}',
      stack: ['one', 'two'],
      timedOut: undefined,
    });
  });
});
