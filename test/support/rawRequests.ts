import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { LocalEndpoint } from './localEndpoint.ts';

type Address = Pick<LocalEndpoint, 'endpoint' | 'region' | 'accessKeyId' | 'secretAccessKey'>;

export interface RawAnswer {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

export function openSocket({ endpoint }: Pick<LocalEndpoint, 'endpoint'>): Socket {
  const socket = connect(Number(new URL(endpoint).port), '127.0.0.1');
  // Whoever is refused in the middle of a request may be cut off: what was answered counts.
  socket.on('error', () => undefined);
  return socket;
}

/** Sends these very bytes on a connection of their own; answers what came until it was closed. */
export async function exchange(
  endpoint: Pick<LocalEndpoint, 'endpoint'>,
  ...parts: readonly (string | Uint8Array)[]
): Promise<RawAnswer> {
  const socket = openSocket(endpoint);
  for (const part of parts) socket.write(part);
  return readAnswer(await text(socket));
}

export function readAnswer(whole: string): RawAnswer {
  const [headers = '', ...rest] = whole.split('\r\n\r\n');
  return { status: Number(headers.split(' ')[1]), headers, body: rest.join('\r\n\r\n') };
}

interface RawRequest {
  readonly method?: string;
  /** Already encoded, and sent as it is. */
  readonly path: string;
  readonly service?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A request that is well signed, whatever is in it. */
export async function signedRequest(endpoint: Address, request: RawRequest): Promise<RawAnswer> {
  const { method = 'POST', path, body = '' } = request;
  const length = `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n`;
  const headers = await signedHeaders(endpoint, request);
  return exchange(endpoint, `${method} ${path} HTTP/1.1\r\n${headers}${length}\r\n`, body);
}

/** The lines of its headers, but for those that tell of the body's length. */
export async function signedHeaders(endpoint: Address, request: RawRequest): Promise<string> {
  const { method = 'POST', service = 'lambda', body = '' } = request;
  const { host, pathname, searchParams } = new URL(request.path, endpoint.endpoint);
  const { region } = endpoint;
  const signer = new SignatureV4({ credentials: endpoint, region, service, sha256: Sha256 });
  const signed = await signer.sign({
    method,
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: { host, ...request.headers },
    body,
    protocol: 'http:',
    hostname: host,
  });
  return Object.entries(signed.headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
}

/** Resolves once the connection is open. */
export async function openedSocket(endpoint: Pick<LocalEndpoint, 'endpoint'>): Promise<Socket> {
  const socket = openSocket(endpoint);
  await once(socket, 'connect');
  return socket;
}
