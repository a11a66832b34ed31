import type { IncomingMessage } from 'node:http';

/** Reads a body as a whole; undefined when it is larger than the limit, and then nothing of it is kept. */
export function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    let body = Buffer.alloc(0);
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size > limit) {
        body = Buffer.alloc(0);
        resolve(undefined);
        return;
      }
      // Copied together, because millions of tiny chunks would take a hundred times their size.
      if (size > body.byteLength) body = grown(body, size, limit);
      chunk.copy(body, size - chunk.byteLength);
    });
    request.on('end', () => resolve(body.subarray(0, size)));
    request.on('error', reject);
    request.on('close', () =>
      reject(new Error('The client went away before its request had come.')),
    );
  });
}

function grown(body: Buffer, needed: number, limit: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafe(Math.min(limit, Math.max(needed, 2 * body.byteLength, 4096)));
  body.copy(larger);
  return larger;
}
