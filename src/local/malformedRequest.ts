import type { Duplex } from 'node:stream';

export const malformedRequest = 'MalformedHttpRequestException';

/** What is no HTTP, comes too slowly or has too large headers: told so where it can be heard. */
export function refuseMalformed(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code] = malformed.get(error.code) ?? ['400 Bad Request', malformedRequest];
  const body = JSON.stringify({ message: `The request is refused: ${error.message}.` });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nX-Amzn-ErrorType: ${code}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

const malformed: ReadonlyMap<string | undefined, readonly [status: string, code: string]> = new Map(
  [
    ['HPE_HEADER_OVERFLOW', ['431 Request Header Fields Too Large', malformedRequest]],
    ['HPE_CHUNK_EXTENSIONS_OVERFLOW', ['413 Payload Too Large', 'RequestEntityTooLargeException']],
    ['ERR_HTTP_REQUEST_TIMEOUT', ['408 Request Timeout', 'RequestTimeoutException']],
  ],
);
