import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WireResponse } from './protocol/wire.ts';

/** Sends an answer; what comes in parts is sent as it comes, no faster than the client takes it. */
export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: WireResponse,
): Promise<void> {
  const { status, headers } = answer;
  if (typeof answer.body !== 'string' && !(answer.body instanceof Uint8Array)) {
    response.writeHead(status, headers);
    response.flushHeaders();
    await sendParts(answer.body, response);
    return;
  }
  const body = status === 204 ? '' : answer.body;
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
  const sized = status === 204 ? headers : { ...headers, 'content-length': length };
  if (request.complete || !hasBody(request)) {
    response.writeHead(status, sized);
    response.end(body);
  } else {
    response.writeHead(status, { ...sized, connection: 'close' });
    response.flushHeaders();
    if (length > 0) response.write(body);
    afterRest(request, () => response.end());
  }
}

/** A request that is answered as soon as its headers have come has not ended yet, body or not. */
function hasBody({ headers }: IncomingMessage): boolean {
  const length = Number(headers['content-length'] ?? 0);
  return length > 0 || headers['transfer-encoding'] !== undefined;
}

/** Asks for one part at least, so that their source learns of a client that is gone already. */
async function sendParts(
  parts: AsyncIterable<Uint8Array>,
  response: ServerResponse,
): Promise<void> {
  for await (const part of parts) {
    if (response.destroyed) return;
    if (!response.write(part)) await drained(response);
  }
  response.end();
}

/** Resolves when more can be written, or the client has gone. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
    if (response.destroyed) done();
  });
}

/**
 * Lets go by what has not been read of the request. Closing before that would reset the connection,
 * and the client would see the reset instead of the answer.
 */
function afterRest(request: IncomingMessage, close: () => void): void {
  const timer = setTimeout(close, 5_000);
  const done = () => {
    clearTimeout(timer);
    close();
  };
  request.once('end', done);
  request.once('close', done);
  request.resume();
}
