import assert from 'node:assert/strict';
import { largestEvent } from '../../../src/local/runtime/eventSplitter.ts';
import { InvocationLog, keptLog } from '../../../src/local/runtime/invocationLog.ts';

suite('a log that is gathered', () => {
  test('keeps its last bytes and counts the others, whatever the size of its parts', () => {
    const bytes = Buffer.alloc(3 * keptLog + 5);
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = index % 251;
    for (const size of [7, 5000, keptLog, keptLog + 1, bytes.length]) {
      const { log } = newLog();
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
    const { log } = newLog();
    log.write(Buffer.from('no line end'));
    log.writeRecord(Buffer.from('rec'), false);
    log.writeRecord(Buffer.from('ord'), true);
    log.writeRecord(Buffer.from('with its end\n'), true);
    log.write(Buffer.from('open'));
    log.writeLine('END');
    assert.equal(log.take().kept.toString(), 'no line end\nrecord\nwith its end\nopen\nEND\n');
  });

  test('hands on an event for each record and for each line of plain output', () => {
    const { log, events } = newLog();
    log.write(Buffer.from('one\ntw'));
    log.write(Buffer.from('o\n\nopen'));
    log.writeRecord(Buffer.from('first\n'), false);
    log.writeRecord(Buffer.from('\u00a0\u00a0second\r'), true);
    log.writeRecord(Buffer.alloc(0), true);
    log.writeLine('two\nlines');
    log.write(Buffer.from('end'));
    log.take();
    assert.deepEqual(events, [
      'one\n',
      'two\n',
      '\n',
      'open',
      'first\n\u00a0\u00a0second\r',
      'two\nlines\n',
      'end',
    ]);
  });

  test('keeps a character whole that comes in two parts, and stands in for bytes that are none', () => {
    const { log, events } = newLog();
    const [party, line] = [Buffer.from('🎉'), Buffer.from('\n')];
    log.write(party.subarray(0, 2));
    log.write(Buffer.concat([party.subarray(2), line]));
    log.write(Buffer.from([0x61, 0xff, 0x62, 0x0a]));
    assert.deepEqual(events, ['🎉\n', 'a\ufffdb\n']);
  });

  test('cuts an event that is too long into parts, between two characters', () => {
    const text = `a${'é'.repeat(largestEvent)}`;
    for (const size of [1000, 2 * largestEvent + 1]) {
      const { log, events } = newLog();
      const bytes = Buffer.from(text);
      for (let start = 0; start < bytes.length; start += size) {
        const part = bytes.subarray(start, start + size);
        log.writeRecord(part, start + size >= bytes.length);
      }
      assert.equal(events.length, 3);
      assert(events.every((event) => Buffer.byteLength(event) <= largestEvent));
      assert.equal(events.join(''), text);
    }
  });
});

function newLog(): { log: InvocationLog; events: string[] } {
  const events: string[] = [];
  return {
    log: new InvocationLog({ name: 'stream', write: (event) => events.push(event) }),
    events,
  };
}
