import { JsonShapeSerializer } from '@aws-sdk/core/protocols';
import { EventStreamCodec } from '@smithy/core/event-streams';
import type { NormalizedSchema } from '@smithy/core/schema';
import { traitsOf } from './decode.ts';

export const eventStreamType = 'application/vnd.amazon.eventstream';

/**
 * The events of a streamed output as bytes, each as soon as it comes. An event is an object with one
 * member, named as in the union's schema. See https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export async function* encodeEvents(
  schema: NormalizedSchema,
  events: AsyncIterable<unknown>,
): AsyncGenerator<Uint8Array> {
  for await (const event of events) yield encodeEvent(schema, event);
}

export function isEvents(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString()),
  (text) => Buffer.from(text),
);

function encodeEvent(schema: NormalizedSchema, event: unknown): Uint8Array {
  for (const [name, member] of schema.structIterator()) {
    const value: unknown = Object(event)[name];
    if (value === undefined) continue;
    const { type, body } = bodyOf(member, value);
    return codec.encode({
      headers: {
        ':event-type': { type: 'string', value: name },
        ':content-type': { type: 'string', value: type },
        ':message-type': { type: 'string', value: 'event' },
      },
      body,
    });
  }
  throw new TypeError('An event has none of the members of its schema.');
}

/** The bytes of a member that is the payload of its event, else the event as JSON. */
function bodyOf(schema: NormalizedSchema, value: unknown): { type: string; body: Uint8Array } {
  for (const [name, member] of schema.structIterator()) {
    if (traitsOf(member).eventPayload === undefined) continue;
    const body: unknown = Object(value)[name];
    if (body instanceof Uint8Array) return { type: 'application/octet-stream', body };
  }
  const serializer = new JsonShapeSerializer({
    timestampFormat: { useTrait: true, default: 7 },
    jsonName: true,
  });
  serializer.write(schema, value);
  return { type: 'application/json', body: Buffer.from(serializer.flush()) };
}
