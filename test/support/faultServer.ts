import { EventEmitter, once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Target } from '../../src/aws/target.ts';
import { listen } from './listen.ts';

/** What the server does with one connection, and when: the bytes that came so far are not looked at. */
export interface Fault {
  /** As soon as there is a connection, with the first bytes of a request, or when it is whole. */
  readonly at: 'connection' | 'start' | 'request';
  act(socket: Socket): void;
}

export interface FaultServer {
  readonly target: Target;
  /** How many connections there were: an invocation takes a fresh one for each attempt. */
  readonly attempts: number;
  /** The whole requests, head and body. */
  readonly requests: readonly { readonly head: string; readonly body: Buffer }[];
  readonly sockets: ReadonlySet<Socket>;
  /** Resolves when a fault has been played, and again when the client has left that connection. */
  readonly played: Promise<{ left: Promise<unknown> }>;
  close(): Promise<void>;
}

/** A server of one bad behaviour for each connection in turn; the last one stays. */
export async function startFaultServer(...faults: readonly Fault[]): Promise<FaultServer> {
  const server = createServer();
  const sockets = new Set<Socket>();
  const requests: { head: string; body: Buffer }[] = [];
  const plays = new EventEmitter<{ played: [{ left: Promise<unknown> }] }>();
  const played = once(plays, 'played').then(([play]) => play);
  let attempts = 0;
  server.on('connection', (socket) => {
    const fault = faults[Math.min(attempts++, faults.length - 1)];
    if (!fault) throw new Error('A fault server needs a fault.');
    const left = new Promise((resolve) => socket.once('close', resolve));
    sockets.add(socket);
    // Clients that are refused or cancelled go away in their own ways: that is the point.
    socket.on('error', () => undefined);
    const play = (moment: Fault['at']) => {
      if (moment !== fault.at) return;
      fault.act(socket);
      plays.emit('played', { left });
    };
    const chunks: Buffer[] = [];
    let size = 0;
    play('connection');
    socket.once('data', () => play('start'));
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      const length = requestLength(chunks);
      if (length === undefined || size < length) return;
      requests.push(parted(Buffer.concat(chunks)));
      play('request');
    });
  });
  const port = await listen(server);
  return {
    target: targetAt(port),
    get attempts() {
      return attempts;
    },
    requests,
    sockets,
    played,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port of this machine where nobody listens. */
export async function unusedTarget(): Promise<Target> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  return targetAt(port);
}

export function reset(at: Fault['at']): Fault {
  return { at, act: (socket) => void socket.resetAndDestroy() };
}

/** Takes the request and says nothing. */
export const silence: Fault = { at: 'request', act: () => undefined };

/** Answers these bytes and keeps the connection open. */
export function write(bytes: string | Uint8Array): Fault {
  return { at: 'request', act: (socket) => void socket.write(bytes) };
}

/** Answers these bytes and closes the connection. */
export function writeAndEnd(bytes: string | Uint8Array): Fault {
  return { at: 'request', act: (socket) => void socket.end(bytes) };
}

/** A whole answer in HTTP. */
export function answer(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array = '',
): Fault {
  const content = Buffer.from(body);
  const fields = { ...headers, connection: 'close', 'content-length': String(content.length) };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} Answer\r\n${lines.join('')}\r\n`;
  return writeAndEnd(Buffer.concat([Buffer.from(head), content]));
}

/** An error as Lambda answers it. */
export function lambdaError(status: number, type: string, body: object): Fault {
  return answer(
    status,
    { 'x-amzn-errortype': type, 'x-amzn-requestid': requestId, 'content-type': 'application/json' },
    JSON.stringify(body),
  );
}

/** The result of an operation as IAM answers it; XML. */
export function iamAnswer(operation: string, result: string): Fault {
  return answer(
    200,
    { 'content-type': 'text/xml' },
    `<${operation}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
  );
}

/** An error as IAM answers it. */
export function iamError(status: number, code: string, message: string): Fault {
  return answer(
    status,
    { 'content-type': 'text/xml' },
    `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  );
}

export const requestId = '6f1c2f3e-8a44-4b0e-9c1d-2f6f5b9f7d10';

function targetAt(port: number): Target {
  return {
    connection: 'faulty',
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    accountId: undefined,
    credentials: { accessKeyId: 'AKIDFAULTY', secretAccessKey: 'a-secret-for-nothing' },
  };
}

/** Of head and body together, once the head is there. */
function requestLength(chunks: Buffer[]): number | undefined {
  const bytes = chunks[0]?.includes('\r\n\r\n') ? chunks[0] : Buffer.concat(chunks);
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const length = /^content-length: (\d+)/im.exec(bytes.subarray(0, end).toString())?.[1];
  return end + 4 + Number(length ?? 0);
}

function parted(request: Buffer): { head: string; body: Buffer } {
  const end = request.indexOf('\r\n\r\n');
  return { head: request.subarray(0, end).toString(), body: request.subarray(end + 4) };
}
