import { type AgentOptions, Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
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

export type Transport = RequestHandler<HttpRequest, HttpResponse, ExchangeOptions>;

export interface ExchangeOptions extends HttpHandlerOptions {
  /** Called when the request is signed and its connection is being opened: nothing of it leaves before this returns. */
  readonly onSending?: (() => void) | undefined;
}

export interface TransportOptions {
  /**
   * Whether connections are used again. Not for a request of its own that must not be sent twice: a
   * pooled connection may have gone stale, and its end would look like a request that was lost.
   */
  readonly pooled: boolean;
  /** How many connections a pool may have. */
  readonly sockets?: number;
  /** How long a pooled connection may be idle before it is given up rather than used again; ms. */
  readonly idle?: number;
  /** How long a connection may take, TLS included; ms. */
  readonly connecting: number;
  /** Whether the body of a success is handed over as it comes, in parts that wait for their reader. */
  readonly streamed?: boolean;
  /** How long an open connection may be silent, unless a request says otherwise; ms, 0 for ever. */
  readonly silence: number;
  /** Certificates to trust (PEM); undefined means those that Node trusts. */
  readonly ca?: readonly string[] | undefined;
  /** False: certificates are not checked. */
  readonly verified?: boolean | undefined;
  /** Leaves it to whoever has patched Node's `http` and `https` how requests are connected. */
  readonly anyAgent?: boolean | undefined;
}

/**
 * Sends each request once. The answer's body is collected whole unless it is `streamed`; an answer that
 * is not complete is a `ConnectionFailure`. A request's `requestTimeout` limits silence, not the whole request.
 */
export function transport(options: TransportOptions): Transport {
  const { sockets = 50, idle } = options;
  const pool: AgentOptions = {
    keepAlive: true,
    maxSockets: sockets,
    ...(idle && { timeout: idle, maxFreeSockets: sockets }),
  };
  const agents = { 'http:': new HttpAgent(pool), 'https:': new HttpsAgent(pool) };
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (
      request,
      { abortSignal, requestTimeout = options.silence, onSending }: ExchangeOptions = {},
    ) => ({
      response: await exchange(request, {
        agent: options.anyAgent
          ? undefined
          : options.pooled && (request.protocol === 'https:' ? agents['https:'] : agents['http:']),
        signal: abortSignal instanceof AbortSignal ? abortSignal : undefined,
        connecting: options.connecting,
        streamed: options.streamed ?? false,
        silence: requestTimeout,
        ca: options.ca,
        verified: options.verified ?? true,
        onSending,
      }),
    }),
    destroy() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

interface Exchange {
  readonly agent: HttpAgent | false | undefined;
  readonly signal: AbortSignal | undefined;
  readonly connecting: number;
  readonly streamed: boolean;
  readonly silence: number;
  readonly ca: readonly string[] | undefined;
  readonly verified: boolean;
  readonly onSending: ExchangeOptions['onSending'];
}

function exchange(
  request: HttpRequest,
  { agent, signal, connecting, streamed, silence, ca, verified, onSending }: Exchange,
): Promise<HttpResponse> {
  const secure = request.protocol === 'https:';
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    let stage: Stage = 'connecting';
    let requestId: string | undefined;
    let failure: unknown;
    const query = buildQueryString(request.query);
    const outgoing = (secure ? httpsRequest : httpRequest)({
      agent,
      host: request.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: request.port,
      method: request.method,
      path: query ? `${request.path}?${query}` : request.path,
      headers: request.headers,
      ...(ca && { ca: [...ca] }),
      ...(verified ? {} : { rejectUnauthorized: false }),
    });
    const timer = setTimeout(() => fail(named('ConnectTimeout')), connecting);
    const onSilence = () => fail(named('ResponseTimeout'));
    signal?.addEventListener('abort', fail);

    function fail(cause: unknown): void {
      release();
      failure ??= signal?.aborted ? signal.reason : new ConnectionFailure(stage, cause, requestId);
      outgoing.destroy();
      reject(failure);
    }

    function release(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', fail);
      outgoing.socket?.removeListener('timeout', onSilence);
    }

    outgoing.on('error', fail);
    // An answer that changes the protocol ends the request without an error.
    outgoing.on('close', () => {
      if (stage !== 'reading') fail(named('ECONNRESET'));
    });
    outgoing.on('socket', (socket) => {
      // Address translators forget connections that are quiet while a function runs for minutes.
      if (!outgoing.reusedSocket) socket.setKeepAlive(true, 30_000);
      const open = () => {
        clearTimeout(timer);
        stage = 'waiting';
        socket.setTimeout(silence, onSilence);
      };
      if (isOpen(socket)) open();
      else socket.once(secure ? 'secureConnect' : 'connect', open);
    });
    outgoing.on('response', (incoming) => {
      stage = 'reading';
      requestId = single(incoming.headers['x-amzn-requestid']);
      incoming.on('error', fail);
      const { statusCode = 0 } = incoming;
      const headers = singleValues(incoming.headers);
      if (streamed && statusCode < 300) {
        incoming.once('end', release);
        resolve(new HttpResponse({ statusCode, headers, body: partsOf(incoming, () => failure) }));
        return;
      }
      const chunks: Uint8Array[] = [];
      incoming.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      incoming.on('end', () => {
        release();
        const body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
        resolve(new HttpResponse({ statusCode, headers, body }));
      });
    });
    // Node hands the request to its connection in a later turn.
    onSending?.();
    outgoing.end(request.body);
  });
}

/** Ends with the failure of the exchange, which knows more than its stream. */
async function* partsOf(
  incoming: AsyncIterable<Uint8Array>,
  failure: () => unknown,
): AsyncGenerator<Uint8Array> {
  try {
    yield* incoming;
  } catch (error) {
    throw failure() ?? error;
  }
}

/** VS Code replaces agents by its own, and one that goes through a proxy hands out open connections. */
function isOpen(socket: Socket): boolean {
  return !socket.connecting && !('secureConnecting' in socket && socket.secureConnecting);
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
