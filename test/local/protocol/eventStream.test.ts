import assert from 'node:assert/strict';
import { InvokeWithResponseStreamResponseEvent$ } from '@aws-sdk/client-lambda';
import { EventStreamCodec } from '@smithy/core/event-streams';
import { NormalizedSchema } from '@smithy/core/schema';
import fc from 'fast-check';
import { encodeEvents } from '../../../src/local/protocol/eventStream.ts';

suite('An event stream', () => {
  const schema = NormalizedSchema.of(InvokeWithResponseStreamResponseEvent$);
  const codec = new EventStreamCodec(
    (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString()),
    (text) => Buffer.from(text),
  );

  async function encoded(events: readonly unknown[]): Promise<Uint8Array[]> {
    const source = (async function* () {
      yield* events;
    })();
    const messages: Uint8Array[] = [];
    for await (const message of encodeEvents(schema, source)) messages.push(message);
    return messages;
  }

  test('says of each event what it is, and carries its content unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 100_000 }), { maxLength: 5 }),
        fc.record(
          { ErrorCode: fc.string(), ErrorDetails: fc.string({ unit: 'grapheme' }) },
          { requiredKeys: [], noNullPrototype: true },
        ),
        async (payloads, complete) => {
          const messages = await encoded([
            ...payloads.map((Payload) => ({ PayloadChunk: { Payload } })),
            { InvokeComplete: complete },
          ]);
          const decoded = messages.map((message) => codec.decode(message));
          const last = decoded.pop();
          assert.deepEqual(
            decoded.map(({ body }) => Buffer.from(body)),
            payloads.map((payload) => Buffer.from(payload)),
          );
          for (const { headers } of decoded) {
            assert.equal(headers[':event-type']?.value, 'PayloadChunk');
            assert.equal(headers[':content-type']?.value, 'application/octet-stream');
            assert.equal(headers[':message-type']?.value, 'event');
          }
          assert.equal(last?.headers[':event-type']?.value, 'InvokeComplete');
          assert.equal(last?.headers[':content-type']?.value, 'application/json');
          assert.deepEqual(JSON.parse(Buffer.from(last?.body ?? []).toString()), complete);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('ends its source when nobody reads it any more', async () => {
    let ended = false;
    const source = (async function* () {
      try {
        for (;;) yield { PayloadChunk: { Payload: Buffer.from('x') } };
      } finally {
        ended = true;
      }
    })();
    for await (const _ of encodeEvents(schema, source)) break;
    assert.ok(ended);
  });
});
