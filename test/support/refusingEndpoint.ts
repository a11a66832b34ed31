import { once } from 'node:events';
import { createServer } from 'node:http';
import { listen } from './listen.ts';

/** Answers 501 to everything, as emulators do to what they lack. */
export async function startRefusingEndpoint(): Promise<{
  readonly endpoint: string;
  close(): Promise<void>;
}> {
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    outgoing.writeHead(501, { 'x-amzn-errortype': 'NotImplemented' });
    outgoing.end('<ErrorResponse><Error><Code>NotImplemented</Code></Error></ErrorResponse>');
  });
  const port = await listen(server);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
