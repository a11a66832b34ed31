import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { listen } from './listen.ts';

/** A port that a process connects to, so that its end can be awaited. */
export interface Lifeline {
  readonly port: number;
  /** Resolves with the end of the process that connects next. */
  next(): Promise<{ ended: Promise<unknown> }>;
  close(): Promise<void>;
}

export async function startLifeline(): Promise<Lifeline> {
  const server = createServer();
  const port = await listen(server);
  return {
    port: port,
    async next() {
      const [socket]: Socket[] = await once(server, 'connection');
      if (socket === undefined) throw new Error('A connection has a socket.');
      // A killed process resets its connection rather than ending it: both are its end.
      socket.on('error', () => undefined).resume();
      return { ended: once(socket, 'close') };
    },
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}
