import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { invokeComplete, payloadChunk } from '../support/eventStream.ts';
import { unusedTarget } from '../support/faultServer.ts';
import { listen } from '../support/listen.ts';
import type { Figure } from './figure.ts';

const reader = path.resolve(import.meta.dirname, '../support/streamReader.ts');
const megabyte = 1024 * 1024;

/** A streamed answer of 200 MB, the most that Lambda sends, read into a file by a process of its own. */
export async function measure(): Promise<readonly Figure[]> {
  const server = createServer((incoming, response) => {
    incoming.resume();
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    void write(response).then(() => response.end(invokeComplete()));
  });
  const port = await listen(server);
  try {
    const target = { ...(await unusedTarget()), endpoint: `http://127.0.0.1:${port}` };
    const start = performance.now();
    const args = [reader, JSON.stringify(target)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const time = performance.now() - start;
    const { inFile, growth }: { inFile?: unknown; growth?: unknown } = JSON.parse(stdout);
    if (inFile !== 200 * megabyte || typeof growth !== 'number') throw new Error(stdout);
    return [
      {
        what: 'a streamed answer of 200 MB, memory that its reader takes on top',
        ...{ measured: growth / megabyte, unit: 'MB', budget: 120 },
      },
      {
        what: 'a streamed answer of 200 MB, with the start of its reader',
        measured: time,
        unit: 'ms',
      },
    ];
  } finally {
    server.close();
  }
}

async function write(response: NodeJS.WritableStream): Promise<void> {
  const event = payloadChunk(Buffer.alloc(65_536, 'x'));
  for (let part = 0; part < 200 * 16; part += 1) {
    if (!response.write(event)) await once(response, 'drain');
  }
}
