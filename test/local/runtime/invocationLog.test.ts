import assert from 'node:assert/strict';
import { InvocationLog, keptLog } from '../../../src/local/runtime/invocationLog.ts';

suite('a log that is gathered', () => {
  test('keeps its last bytes and counts the others, whatever the size of its parts', () => {
    const bytes = Buffer.alloc(3 * keptLog + 5);
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = index % 251;
    for (const size of [7, 5000, keptLog, keptLog + 1, bytes.length]) {
      const log = new InvocationLog();
      for (let start = 0; start < bytes.length; start += size) {
        log.write(bytes.subarray(start, start + size));
      }
      const { kept, dropped } = log.take();
      assert.equal(dropped, bytes.length - keptLog);
      assert(kept.equals(bytes.subarray(dropped)));
      assert.deepEqual(log.take(), { kept: Buffer.alloc(0), dropped: 0 });
    }
  });

  test('has records and lines begin on a line of their own', () => {
    const log = new InvocationLog();
    log.write(Buffer.from('no line end'));
    log.writeRecord(Buffer.from('rec'), false);
    log.writeRecord(Buffer.from('ord'), true);
    log.writeRecord(Buffer.from('with its end\n'), true);
    log.write(Buffer.from('open'));
    log.writeLine('END');
    assert.equal(log.take().kept.toString(), 'no line end\nrecord\nwith its end\nopen\nEND\n');
  });
});
