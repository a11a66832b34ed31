import assert from 'node:assert/strict';
import { layOutLog } from '../../src/aws/logLines.ts';

suite('a log for reading', () => {
  const line = (event: unknown) => JSON.stringify(event);
  const common = { timestamp: '2026-11-22T15:04:05.123Z', level: 'INFO', requestId: '6f1c' };

  test('text stays as it is, line ends, blanks and NBSP too', () => {
    const text = '[ERROR] ValueError: x\n\u00a0\u00a0File "a.py"\r\n\n{not json\n\ttab ';
    assert.equal(layOutLog(text), text);
  });

  test('a message in JSON reads like one in text', () => {
    const log = [
      line({ type: 'platform.start', time: 'x', record: { requestId: '6f1c', version: '7' } }),
      line({ ...common, message: 'hello { a: 1 }' }),
    ].join('\n');
    assert.equal(
      layOutLog(log),
      'START RequestId: 6f1c Version: 7\n2026-11-22T15:04:05.123Z\t6f1c\tINFO\thello { a: 1 }',
    );
  });

  test('an error in JSON has its stack below', () => {
    const message = {
      errorType: 'TypeError',
      errorMessage: 'bad thing',
      stackTrace: ['TypeError: bad thing', '    at handler (/var/task/index.mjs:3:9)'],
    };
    assert.equal(
      layOutLog(line({ ...common, level: 'ERROR', message })),
      [
        '2026-11-22T15:04:05.123Z\t6f1c\tERROR\tTypeError: bad thing',
        '    at handler (/var/task/index.mjs:3:9)',
      ].join('\n'),
    );
  });

  test('a line that says more is laid out with all that it says, no number rounded', () => {
    const { timestamp, level } = common;
    const log = `{"timestamp":"${timestamp}","level":"${level}","message":"sold","order":12345678901234567890}`;
    assert.equal(
      layOutLog(log),
      `{\n  "timestamp": "${timestamp}",\n  "level": "${level}",\n  "message": "sold",\n  "order": 12345678901234567890\n}`,
    );
    assert.match(layOutLog('{"type":"platform.report","record":{}}'), /"platform.report"/);
  });
});
