import { EventStreamCodec } from '@smithy/core/event-streams';
import { type Fault, requestId, writeAndEnd } from './faultServer.ts';

/** What ends a stream of InvokeWithResponseStream: members of InvokeComplete. */
export interface Complete {
  readonly ErrorCode?: string;
  readonly ErrorDetails?: string;
  readonly LogResult?: string;
}

export function payloadChunk(payload: string | Uint8Array): Uint8Array {
  return event('PayloadChunk', 'application/octet-stream', Buffer.from(payload));
}

export function invokeComplete(complete: Complete = {}): Uint8Array {
  return event('InvokeComplete', 'application/json', Buffer.from(JSON.stringify(complete)));
}

/** What stands before the events; they are written without a length, as Lambda does. */
export const streamHead = [
  'HTTP/1.1 200 OK',
  `x-amzn-requestid: ${requestId}`,
  'x-amz-executed-version: 7',
  'content-type: application/vnd.amazon.eventstream',
  'transfer-encoding: chunked',
  '\r\n',
].join('\r\n');

/** A part of a chunked body. */
export function chunk(bytes: Uint8Array): Buffer {
  const size = Buffer.from(`${bytes.length.toString(16)}\r\n`);
  return Buffer.concat([size, bytes, Buffer.from('\r\n')]);
}

/** A whole answer in events. */
export function streamedAnswer(...events: readonly Uint8Array[]): Fault {
  const body = [...events.map(chunk), Buffer.from('0\r\n\r\n')];
  return writeAndEnd(Buffer.concat([Buffer.from(streamHead), ...body]));
}

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString()),
  (text) => Buffer.from(text),
);

function event(name: string, contentType: string, body: Uint8Array): Uint8Array {
  return codec.encode({
    headers: {
      ':event-type': { type: 'string', value: name },
      ':content-type': { type: 'string', value: contentType },
      ':message-type': { type: 'string', value: 'event' },
    },
    body,
  });
}
