import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from './listen.ts';

/** What a handler has told. */
export interface Report {
  readonly text: string;
  /** Lets a handler go on that reported to `held`. */
  release(): void;
}

/** Hears what handlers report by POST while they run. */
export interface Reports {
  readonly url: string;
  /** Like `url`, but a handler waits there until it is released. */
  readonly held: string;
  /** The next one that was not taken yet. */
  next(): Promise<Report>;
  /** Reports that came and were not taken. */
  readonly waiting: readonly Report[];
  /** Takes those that are waiting. */
  takeAll(): Report[];
  close(): void;
}

export async function startReports(): Promise<Reports> {
  const waiting: Report[] = [];
  const takers: ((report: Report) => void)[] = [];
  const server = createServer(async (request, response) => {
    const report = { text: await text(request), release: () => answer(response) };
    if (request.url !== '/held') report.release();
    const taker = takers.shift();
    if (taker === undefined) waiting.push(report);
    else taker(report);
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/`,
    held: `http://127.0.0.1:${port}/held`,
    waiting,
    async next() {
      return waiting.shift() ?? new Promise((resolve) => takers.push(resolve));
    },
    takeAll: () => waiting.splice(0),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answer(response: ServerResponse): void {
  response.end();
}
