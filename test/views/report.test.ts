import assert from 'node:assert/strict';
import type { Report } from '../../src/app/show.ts';
import type { Outcome } from '../../src/aws/outcome.ts';
import { time } from '../../src/payload/timeInWords.ts';
import { formatReport } from '../../src/views/report.ts';

const id = '6f1c2f3e-8a44-4b0e-9c1d-2f6f5b9f7d10';
const log = `START RequestId: ${id} Version: 7\nhello 😀\nEND RequestId: ${id}\nREPORT RequestId: ${id}\tDuration: 12.31 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 61 MB\tInit Duration: 142.10 ms\t\n`;

function report(outcome: Outcome, more: Partial<Report> = {}): Report {
  return {
    id: 3,
    functionName: 'orders',
    qualifier: 'live',
    connection: 'prod',
    accountId: '123456789012',
    region: 'eu-west-1',
    startedAt: new Date(2026, 10, 22, 15, 4, 5, 123),
    type: 'RequestResponse',
    payloadName: 'events/order-created.json',
    payloadSize: 182,
    notes: [],
    outcome,
    mapPaths: (text) => text,
    ...more,
  };
}

function answered(
  payload: string | Uint8Array,
  more: Partial<Extract<Outcome, { kind: 'answered' }>> = {},
): Outcome {
  return {
    kind: 'answered',
    status: 200,
    elapsed: 43.4,
    payload: Buffer.from(payload),
    functionError: undefined,
    executedVersion: '7',
    requestId: id,
    log: Buffer.from(log),
    ...more,
  };
}

/** The lines after the two of the heading. */
function below(outcome: Outcome, more: Partial<Report> = {}): string[] {
  return formatReport(report(outcome, more)).split('\n').slice(2);
}

suite('report', () => {
  test('an answer shows where it came from, what it cost, the decoded response and body, and the log', () => {
    const response = '{"statusCode":200,"body":"{\\"id\\":12345678901234567890}"}';
    assert.equal(
      formatReport(report(answered(response))),
      `── orders:live ── prod · 123456789012 · eu-west-1 ── 2026-11-22 15:04:05.123
   events/order-created.json · 182 bytes · RequestResponse
✔  200 in 43 ms · version 7 · request ${id}
   duration 12.31 ms · billed 13 ms · memory 61 of 128 MB · init 142.10 ms
── response · 57 bytes · JSON
{
  "statusCode": 200,
  "body": "{\\"id\\":12345678901234567890}"
}
── body, decoded · 27 bytes · JSON
{
  "id": 12345678901234567890
}
── log
${log.trimEnd()}
`,
    );
  });

  test('what was done before and to the payload stands under the heading', () => {
    const lines = formatReport(
      report(answered('1'), { notes: ['updated first: index.mjs had changed'] }),
    ).split('\n');
    assert.equal(lines[2], '   updated first: index.mjs had changed');
    assert.match(lines[3] ?? '', /^✔ /);
  });

  test('a function without a qualifier and an account that is not known leave no gaps', () => {
    const [first] = formatReport(
      report(answered('1'), { qualifier: undefined, accountId: undefined }),
    ).split('\n');
    assert.equal(first, '── orders ── prod · eu-west-1 ── 2026-11-22 15:04:05.123');
  });

  test('a function error shows type, message and stack first, with paths that lead into the workspace', () => {
    const payload = JSON.stringify({
      errorType: 'TypeError',
      errorMessage: 'bad thing',
      trace: ['TypeError: bad thing', '    at handler (file:///var/task/index.mjs:3:9)'],
    });
    const lines = below(answered(payload, { functionError: 'Unhandled', log: undefined }), {
      mapPaths: (text) => text.replace('file:///var/task/', 'orders/'),
    });
    assert.deepEqual(lines, [
      `✖  function error (Unhandled) in 43 ms · version 7 · request ${id}`,
      '── error',
      'TypeError: bad thing',
      '    at handler (orders/index.mjs:3:9)',
      '',
    ]);
  });

  test('a Python error names type and message above its trace', () => {
    const payload = JSON.stringify({
      errorMessage: 'no',
      errorType: 'ValueError',
      requestId: id,
      stackTrace: ['  File "/var/task/x.py", line 2, in handler\n    raise ValueError("no")\n'],
    });
    assert.deepEqual(
      below(answered(payload, { functionError: 'Unhandled', log: undefined })).slice(1, -1),
      [
        '── error',
        'ValueError: no',
        '  File "/var/task/x.py", line 2, in handler',
        '    raise ValueError("no")',
      ],
    );
  });

  test('a failed function never gets a tick, whatever its payload is', () => {
    for (const payload of ['', 'null', '{}', '[]', 'not JSON', '{"errorMessage":null}']) {
      const [line] = below(answered(payload, { functionError: 'Handled' }));
      assert.match(line ?? '', /^✖ {2}function error \(Handled\)/, payload);
    }
  });

  test('a time-out is called one in both of its forms', () => {
    for (const payload of [
      {
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${id} Error: Task timed out after 3.00 seconds`,
      },
      { errorMessage: `2024-04-08T10:00:00.000Z ${id} Task timed out after 3.00 seconds` },
    ]) {
      const [line] = below(answered(JSON.stringify(payload), { functionError: 'Unhandled' }));
      assert.equal(line, `✖  timed out after 3.00 s · version 7 · request ${id}`);
    }
  });

  test('text, binary and empty answers are named for what they are', () => {
    assert.deepEqual(below(answered('hello', { log: undefined })).slice(1, 3), [
      '── response · 5 bytes · text',
      'hello',
    ]);
    assert.deepEqual(below(answered('', { log: undefined })).slice(1), [
      '── response · 0 bytes',
      '',
    ]);
    assert.equal(
      below(answered(Buffer.from([0xff]), { log: undefined }))[1],
      '── response · 1 byte · binary',
    );
  });

  test('a large answer is cut and leads to the whole', () => {
    const text = formatReport(report(answered(JSON.stringify('x'.repeat(5_000_000)))));
    assert.ok(text.length < 300_000);
    assert.match(text, /── response · 5,000,002 bytes · JSON/);
    assert.match(text, /Open Response #3 /);
  });

  test('a log of 4 KB is said to be the last of it', () => {
    const text = formatReport(report(answered('1', { log: Buffer.from('x'.repeat(4096)) })));
    assert.match(text, /^── log · last 4 KB$/m);
  });

  test('queued, allowed, not invoked, lost and cancelled say what that means', () => {
    const failure = {
      message: 'orders does not exist in eu-west-1',
      advice: 'Create it.',
      code: 'ResourceNotFoundException',
    };
    assert.equal(
      below({ kind: 'queued', status: 202, elapsed: 21, requestId: id })[0],
      `✔  202 queued in 21 ms · request ${id}`,
    );
    assert.equal(
      below({ kind: 'allowed', status: 204, elapsed: 18, requestId: undefined })[0],
      '✔  204 allowed in 18 ms',
    );
    assert.deepEqual(
      below({ kind: 'notInvoked', elapsed: 5, requestId: undefined, failure, mayRetry: false }),
      [
        '✖  not invoked: orders does not exist in eu-west-1 (ResourceNotFoundException)',
        '   Create it.',
        '',
      ],
    );
    assert.deepEqual(
      below({
        kind: 'lost',
        elapsed: 2100,
        requestId: id,
        failure: { ...failure, code: 'ECONNRESET' },
      }).slice(0, 1),
      [`✖  connection lost after 2.10 s: the function may have run · request ${id}`],
    );
    assert.deepEqual(
      below({
        kind: 'lost',
        elapsed: 2100,
        requestId: undefined,
        failure: { message: 'silence', advice: 'Look first.', code: '' },
      }),
      [
        '✖  connection lost after 2.10 s: the function may have run',
        '   silence',
        '   Look first.',
        '   Show Full Log #3 shows what the function logged around that time.',
        '',
      ],
    );
    assert.match(
      below({ kind: 'cancelled', elapsed: 2100 })[0] ?? '',
      /^■ {2}stopped waiting after 2\.10 s/,
    );
  });

  test('times are said in ms below a second and in s above', () => {
    assert.deepEqual([0.4, 999, 1000, 12_345].map(time), ['0 ms', '999 ms', '1.00 s', '12.3 s']);
  });

  test('the text of an error is cut like a response', () => {
    const outcome = answered(JSON.stringify({ errorMessage: 'x'.repeat(300_000) }), {
      functionError: 'Unhandled',
    });
    const block = formatReport(report(outcome));
    assert.match(block, /cut after 262,144 characters: Open Response #3 shows it whole/);
    assert.ok(block.length < 270_000);
  });

  test('what was sent is shown where it differs from the file, before what came of it', () => {
    const filledIn = Buffer.from('{"id":1}');
    assert.deepEqual(below(answered('null'), { filledIn }).slice(2, 6), [
      '── request, variables filled in · 8 bytes · JSON',
      '{',
      '  "id": 1',
      '}',
    ]);
    const refused: Outcome = {
      kind: 'notInvoked',
      elapsed: 1,
      requestId: undefined,
      failure: { message: 'no', advice: '', code: '' },
      mayRetry: true,
    };
    assert.match(
      below(refused, { filledIn }).join('\n'),
      /^✖ [^\n]*\n── request, variables filled in/,
    );
    assert.match(
      below(answered('null'), { filledIn: Buffer.from('x'.repeat(300_000)) }).join('\n'),
      /\n… cut after 262,144 characters\n── response/,
    );
  });
});
