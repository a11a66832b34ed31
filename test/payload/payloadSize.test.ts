import assert from 'node:assert/strict';
import { isUserError } from '../../src/errors.ts';
import { checkSize } from '../../src/payload/payloadSize.ts';

suite('the size of a payload', () => {
  test('may be 6 MB for an answer that is waited for, and no byte more', () => {
    checkSize(new Uint8Array(6_291_456), 'RequestResponse', 'big.json');
    assert.throws(
      () => checkSize(new Uint8Array(6_291_457), 'RequestResponse', 'big.json'),
      isUserError,
    );
  });

  test('may be 1 MB for a queued event, with the way out in the message', () => {
    checkSize(new Uint8Array(1_048_576), 'Event', 'big.json');
    assert.throws(
      () => checkSize(new Uint8Array(1_048_577), 'Event', 'big.json'),
      /big\.json has 1,048,577 bytes.*1,048,576.*without queueing/,
    );
  });
});
