import assert from 'node:assert/strict';
import { CreateEventSourceMappingRequest$ } from '@aws-sdk/client-lambda';
import { NormalizedSchema } from '@smithy/core/schema';
import { decodeJson } from '../../../src/local/protocol/decode.ts';

suite('Times in JSON', () => {
  const schema = NormalizedSchema.of(CreateEventSourceMappingRequest$);
  const decode = (StartingPositionTimestamp: unknown) =>
    decodeJson(schema, { StartingPositionTimestamp });

  test('are seconds since the epoch', () => {
    assert.deepEqual(decode(1.5), { StartingPositionTimestamp: new Date(1500) });
  });

  for (const value of ['2026-11-22', true, [], {}, 1e300]) {
    test(`are not ${JSON.stringify(value)}`, () => {
      assert.throws(() => decode(value), { code: 'SerializationException' });
    });
  }
});
