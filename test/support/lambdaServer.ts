import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Target } from '../../src/aws/target.ts';
import { listen } from './listen.ts';

/** A server of Lambda's Invoke that counts what it is sent. */
export interface LambdaServer extends AsyncDisposable {
  readonly target: Target;
  /** Every payload that came, in order. */
  readonly received: readonly string[];
  /** How many connections were opened. */
  readonly connections: number;
  /** The most that were under way at a time. */
  readonly mostAtATime: number;
  readonly server: Server;
}

/** Answers one request; `payload` came with it, as the `index`th of all. */
export type Answerer = (
  response: ServerResponse,
  payload: string,
  index: number,
) => Promise<void> | void;

export async function startLambdaServer(
  answer: Answerer = (response) => succeed(response),
): Promise<LambdaServer> {
  const received: string[] = [];
  let connections = 0;
  let underWay = 0;
  let mostAtATime = 0;
  const server = createServer(async (request, response) => {
    underWay += 1;
    mostAtATime = Math.max(mostAtATime, underWay);
    response.once('close', () => {
      underWay -= 1;
    });
    const payload = String(await buffer(request));
    const index = received.push(payload) - 1;
    await answer(response, payload, index);
  });
  server.on('connection', () => {
    connections += 1;
  });
  const port = await listen(server);
  return {
    target: targetAt(`http://127.0.0.1:${port}`),
    received,
    get connections() {
      return connections;
    },
    get mostAtATime() {
      return mostAtATime;
    },
    server,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function targetAt(endpoint: string): Target {
  return {
    connection: 'counting',
    endpoint,
    region: 'eu-west-1',
    accountId: '123456789012',
    credentials: { accessKeyId: 'AKIDCOUNTING', secretAccessKey: 'a-secret-for-nothing' },
  };
}

export function succeed(
  response: ServerResponse,
  body: string | Uint8Array = '"done"',
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body);
}

export function throttle(response: ServerResponse): void {
  response
    .writeHead(429, { 'x-amzn-errortype': 'TooManyRequestsException' })
    .end(
      '{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","message":"Rate Exceeded."}',
    );
}
