import type { Duplex } from 'node:stream';
import { inert } from './protocol/guard.ts';

export const malformedRequest = 'MalformedHttpRequestException';

/** What is no HTTP, comes too slowly or has too large headers: told so where it can be heard. */
export function refuseMalformed(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code] = malformed.get(error.code) ?? ['400 Bad Request', malformedRequest];
  const body = JSON.stringify({ message: `The request is refused: ${error.message}.` });
  const headers = {
    'Content-Type': 'application/json',
    'X-Amzn-ErrorType': code,
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
    ...inert,
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${head.join('')}\r\n${body}`);
}

const malformed: ReadonlyMap<string | undefined, readonly [status: string, code: string]> = new Map(
  [
    ['HPE_HEADER_OVERFLOW', ['431 Request Header Fields Too Large', malformedRequest]],
    ['HPE_CHUNK_EXTENSIONS_OVERFLOW', ['413 Payload Too Large', 'RequestEntityTooLargeException']],
    ['ERR_HTTP_REQUEST_TIMEOUT', ['408 Request Timeout', 'RequestTimeoutException']],
  ],
);
