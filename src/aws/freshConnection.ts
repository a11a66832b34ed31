import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { buildQueryString, type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type { HttpHandlerOptions, RequestHandler } from '@smithy/types';

/** How far a request had come: until it is connected, nothing has been sent. */
export type Stage = 'connecting' | 'waiting' | 'reading';

/** A request that got no complete answer. */
export class ConnectionFailure extends Error {
  override readonly name = 'ConnectionFailure';
  readonly stage: Stage;
  /** Node's, e.g. `ECONNREFUSED`; `ConnectTimeout` and `ResponseTimeout` are ours. */
  readonly code: string;
  /** From the answer's headers, when these came. */
  readonly requestId: string | undefined;

  constructor(stage: Stage, cause: unknown, requestId: string | undefined) {
    super(`No complete answer (${stage}): ${codeOf(cause)}`, { cause });
    this.stage = stage;
    this.code = codeOf(cause);
    this.requestId = requestId;
  }
}

/**
 * Sends each request once, on a connection of its own: a pooled one may have gone stale, and its end
 * would look like a request that was lost. The answer's body is collected whole; an answer that is
 * not complete is a `ConnectionFailure`. `requestTimeout` (ms) limits silence, not the whole request.
 */
export function freshConnections(
  connectTimeout: number,
): RequestHandler<HttpRequest, HttpResponse, HttpHandlerOptions> {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (request, options = {}) => ({
      response: await exchange(request, options, connectTimeout),
    }),
  };
}

function exchange(
  request: HttpRequest,
  { abortSignal, requestTimeout }: HttpHandlerOptions,
  connectTimeout: number,
): Promise<HttpResponse> {
  const signal = abortSignal instanceof AbortSignal ? abortSignal : undefined;
  const secure = request.protocol === 'https:';
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    let stage: Stage = 'connecting';
    let requestId: string | undefined;
    const query = buildQueryString(request.query);
    const outgoing = (secure ? httpsRequest : httpRequest)({
      agent: false,
      host: request.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: request.port,
      method: request.method,
      path: query ? `${request.path}?${query}` : request.path,
      headers: request.headers,
    });
    const connecting = setTimeout(() => fail(named('ConnectTimeout')), connectTimeout);
    signal?.addEventListener('abort', fail);

    function fail(cause: unknown): void {
      release();
      outgoing.destroy();
      reject(signal?.aborted ? signal.reason : new ConnectionFailure(stage, cause, requestId));
    }

    function release(): void {
      clearTimeout(connecting);
      signal?.removeEventListener('abort', fail);
    }

    outgoing.on('error', fail);
    // An answer that changes the protocol ends the request without an error.
    outgoing.on('close', () => {
      if (stage !== 'reading') fail(named('ECONNRESET'));
    });
    outgoing.on('socket', (socket) => {
      // Address translators forget connections that are quiet while a function runs for minutes.
      socket.setKeepAlive(true, 30_000);
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        clearTimeout(connecting);
        stage = 'waiting';
        if (requestTimeout) socket.setTimeout(requestTimeout, () => fail(named('ResponseTimeout')));
      });
    });
    outgoing.on('response', (incoming) => {
      stage = 'reading';
      requestId = single(incoming.headers['x-amzn-requestid']);
      const chunks: Uint8Array[] = [];
      incoming.on('error', fail);
      incoming.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      incoming.on('end', () => {
        release();
        const headers = singleValues(incoming.headers);
        const body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
        resolve(new HttpResponse({ statusCode: incoming.statusCode ?? 0, headers, body }));
      });
    });
    outgoing.end(request.body);
  });
}

function singleValues(
  headers: Record<string, string | string[] | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, single(value) ?? '']),
  );
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

function named(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'Unknown';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
}
