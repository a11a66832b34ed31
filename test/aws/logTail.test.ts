import assert from 'node:assert/strict';
import { decodeLog, readReport } from '../../src/aws/logTail.ts';

const id = '6f1c2f3e-8a44-4b0e-9c1d-2f6f5b9f7d10';

suite('The tail of a log', () => {
  test('tells what the first invocation of an environment took', () => {
    const log = [
      `START RequestId: ${id} Version: $LATEST`,
      `END RequestId: ${id}`,
      `REPORT RequestId: ${id}\tDuration: 3.01 ms\tBilled Duration: 4 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\tInit Duration: 110.10 ms\t`,
      '',
    ].join('\n');
    assert.deepEqual(readReport(Buffer.from(log)), {
      duration: 3.01,
      billed: 4,
      memory: 128,
      memoryUsed: 36,
      init: 110.1,
    });
  });

  test('tells what a time-out and a restored snapshot took', () => {
    const line = `REPORT RequestId: ${id}\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 1024 MB\tMax Memory Used: 70 MB\tRestore Duration: 421.52 ms\tBilled Restore Duration: 80 ms\tStatus: timeout`;
    assert.deepEqual(readReport(line), {
      duration: 3000,
      billed: 3000,
      memory: 1024,
      memoryUsed: 70,
      restore: 421.52,
    });
  });

  test('is read in the JSON format too', () => {
    const log = [
      '{"message":"not the platform"}',
      JSON.stringify({
        time: '2026-11-22T15:04:05.123Z',
        type: 'platform.report',
        record: {
          requestId: id,
          metrics: {
            durationMs: 12.31,
            billedDurationMs: 13,
            memorySizeMB: 128,
            maxMemoryUsedMB: 61,
            initDurationMs: 142.1,
          },
          status: 'success',
        },
      }),
    ].join('\n');
    assert.deepEqual(readReport(log), {
      duration: 12.31,
      billed: 13,
      memory: 128,
      memoryUsed: 61,
      init: 142.1,
    });
  });

  test('counts the last report, not one that a handler printed before', () => {
    const report = (duration: number) =>
      `REPORT RequestId: ${id}\tDuration: ${duration} ms\tBilled Duration: 1 ms\tMemory Size: 128 MB\tMax Memory Used: 1 MB\t\n`;
    assert.equal(readReport(report(1) + report(2))?.duration, 2);
  });

  test('tells nothing without a whole report', () => {
    const cut = `PORT RequestId: ${id}\tDuration: 3.01 ms\tBilled Duration: 4 ms\n`;
    for (const log of [
      '',
      'hello',
      cut,
      '{"type":"platform.report"}',
      '{',
      `REPORT RequestId: ${id}`,
    ]) {
      assert.equal(readReport(log), undefined, log);
    }
  });

  test('drops the rest of a character that was cut in two, and keeps all others', () => {
    const whole = Buffer.from('😀 été\u00a0!\n');
    for (const cut of [1, 2, 3]) assert.equal(decodeLog(whole.subarray(cut)), ' été\u00a0!\n');
    assert.equal(decodeLog(whole), '😀 été\u00a0!\n');
    assert.equal(decodeLog(new Uint8Array()), '');
  });
});
