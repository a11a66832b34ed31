import assert from 'node:assert/strict';
import type { Outcome } from '../../src/aws/outcome.ts';
import { formatResult, readResult, resultOf } from '../../src/batch/resultLine.ts';

const answered: Extract<Outcome, { kind: 'answered' }> = {
  kind: 'answered',
  status: 200,
  elapsed: 12,
  payload: Buffer.from('{}'),
  functionError: undefined,
  executedVersion: '$LATEST',
  requestId: 'r-1',
  log: Buffer.from(
    'REPORT RequestId: r-1\tDuration: 3.01 ms\tBilled Duration: 4 ms\tMemory Size: 128 MB\tMax Memory Used: 61 MB\tInit Duration: 142.10 ms\t\n',
  ),
};

function lineOf(payload: string | Uint8Array, functionError?: string): string {
  const outcome = { ...answered, payload: Buffer.from(payload), functionError };
  return formatResult(resultOf(7, outcome), outcome.payload);
}

suite('a line of results', () => {
  test('has what the invocation took, and the response as it came', () => {
    assert.equal(
      lineOf('{ "id": 12345678901234567890, "rate": 1.10,\n  "a\\nb": "\\u00e9" }\n'),
      '{"line":7,"outcome":"ok","status":200,"elapsed":12,"duration":3.01,"billed":4,"memory":61,"init":142.1,"requestId":"r-1","response":{ "id": 12345678901234567890, "rate": 1.10,   "a\\nb": "\\u00e9" }}\n',
    );
  });

  test('is one line of JSON whatever the function answers', () => {
    const answers = [
      '',
      ' \n ',
      '"a',
      'plain\ntext',
      '[1,\r\n2]',
      '"\u2028"',
      Buffer.from([0xff, 0, 10]),
    ];
    for (const answer of answers) {
      const line = lineOf(answer);
      assert.equal(line.indexOf('\n'), line.length - 1);
      assert.equal(readResult(line)?.outcome, 'ok', line);
    }
    assert.match(lineOf('plain\ntext'), /"responseText":"plain\\ntext"/);
    assert.match(lineOf(Buffer.from([0xff, 0])), /"responseBase64":"\/wA="/);
    assert.match(lineOf(''), /"responseText":""/);
  });

  test('a function error says its type and message', () => {
    const result = readResult(
      lineOf('{"errorType":"TypeError","errorMessage":"bad"}', 'Unhandled'),
    );
    assert.equal(result?.outcome, 'functionError');
    assert.deepEqual(result?.error, { type: 'TypeError', message: 'bad' });
    const bare = readResult(lineOf('"what"', 'Handled'));
    assert.deepEqual(bare?.error, { type: 'Handled', message: '"what"' });
  });

  test('what did not run, and what may have, says why', () => {
    const failure = { code: 'ECONNRESET', message: 'lost it', advice: '' };
    const lost = resultOf('a.json', { kind: 'lost', elapsed: 5, requestId: undefined, failure });
    assert.equal(
      formatResult(lost),
      '{"file":"a.json","outcome":"lost","elapsed":5,"error":{"type":"ECONNRESET","message":"lost it"}}\n',
    );
  });

  test('is read as it was written, and nothing else is', () => {
    const { bytes: _bytes, ...read } = { bytes: 0, ...readResult(lineOf('{"line":3}')) };
    assert.deepEqual(read, resultOf(7, answered));
    for (const text of [
      '',
      '{',
      '[]',
      'null',
      '{"line":1}',
      '{"line":true,"outcome":"ok"}',
      '{"line":1,"outcome":"fine"}',
    ]) {
      assert.equal(readResult(text), undefined, text);
    }
  });
});
