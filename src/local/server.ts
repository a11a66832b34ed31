import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  authenticate,
  type Claim,
  type Dialect,
  findSignature,
  unsignedClaim,
} from './authenticate.ts';
import type { ServeUrl } from './functionUrls/serveUrls.ts';
import { malformedRequest, refuseMalformed } from './malformedRequest.ts';
import type { KeyFinder } from './protocol/credentials.ts';
import { inert, refusal } from './protocol/guard.ts';
import { readBody } from './protocol/readBody.ts';
import type { Service } from './protocol/service.ts';
import { ServiceError } from './protocol/serviceError.ts';
import type { Head } from './protocol/signature.ts';
import { readTarget, type WireRequest, type WireResponse } from './protocol/wire.ts';
import { sendAnswer } from './sendAnswer.ts';
import { urlIdOf } from './services/lambda/urlHost.ts';

/** A service under its signing name, with the form its refusals have before it is reached. */
export interface Mount {
  readonly service: Service;
  readonly dialect: Dialect;
  /** Whether signatures for other regions are refused, as a regional endpoint of AWS does. */
  readonly regional: boolean;
  /** Tells the operations that AWS takes without a signature too; without it, there are none. */
  readonly unsigned?: (request: WireRequest) => boolean;
  /** Whether signatures are not looked at, as where there is nothing behind them. */
  readonly unguarded?: boolean;
}

export interface ServerOptions {
  readonly region: string;
  readonly mounts: ReadonlyMap<string, Mount>;
  /** Answers requests to services that are not there, in a form that their clients can read. */
  readonly elsewhere: (head: Head) => Mount;
  readonly findKey: KeyFinder;
  /** Function URLs, which have host names of their own. */
  readonly functionUrls?: FunctionUrls;
  /** Routes of the endpoint's own, below `/.lambda-bench/`. */
  readonly internal: (head: Head, request: IncomingMessage, response: ServerResponse) => void;
}

export interface FunctionUrls {
  readonly serve: ServeUrl;
  readonly refuse: Service['refuse'];
}

/** Milliseconds that a client may take for its headers, and for its whole request. */
export interface ClientPatience {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  /** How often both are looked at. */
  readonly connectionsCheckingInterval: number;
}

/** Enough for 70 MB over a slow tunnel. */
const patience: ClientPatience = {
  headersTimeout: 20_000,
  requestTimeout: 300_000,
  connectionsCheckingInterval: 5_000,
};

/** Listens on the loopback. Rejects when the port is taken. */
export async function listen(
  options: ServerOptions,
  port: number,
  limits: ClientPatience = patience,
): Promise<Server> {
  const server = createServer(
    { ...limits, maxHeaderSize: 32 * 1024, keepAliveTimeout: 75_000 },
    (request, response) => {
      answer(options, server, request, response).catch((error: unknown) => {
        if (!request.destroyed) process.stderr.write(`${describe(error)}\n`);
        response.destroy();
      });
    },
  );
  server.on('clientError', refuseMalformed);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return server;
}

export function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The server does not listen.');
  return address.port;
}

async function answer(
  options: ServerOptions,
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const port = portOf(server);
  const { functionUrls } = options;
  if (functionUrls !== undefined && urlIdOf(request.headers.host) !== undefined) {
    return sendAnswer(request, response, await answerUrl(functionUrls, request, port));
  }
  const refused = refusal(request.headers, port);
  if (refused !== undefined) {
    return sendAnswer(request, response, plain(403, 'AccessDeniedException', refused));
  }
  const head = readHead(request);
  if (head === undefined) {
    const answer = plain(400, malformedRequest, 'The request target is malformed.');
    return sendAnswer(request, response, answer);
  }
  if (head.path.startsWith('/.lambda-bench/')) return options.internal(head, request, response);
  const requestId = randomUUID();
  const mount = findMount(options, head);
  try {
    const claim = claimOf(options, mount, head);
    const limit = mount.service.bodyLimit(head);
    const body = await readBody(request, limit.bytes);
    if (body === undefined) throw limit.error;
    const whole = { ...head, body };
    claim.confirm(whole);
    const endpoint = `http://${request.headers.host}`;
    const call = { requestId, caller: claim.caller, endpoint };
    await sendAnswer(request, response, await mount.service.answer(whole, call));
  } catch (error) {
    if (response.headersSent || (request.destroyed && !request.complete)) throw error;
    await sendAnswer(request, response, mount.service.refuse(asServiceError(error), requestId));
  }
}

/** A function URL is another door: nothing of the endpoint's own is behind it. */
async function answerUrl(
  functionUrls: FunctionUrls,
  request: IncomingMessage,
  port: number,
): Promise<WireResponse> {
  const head = readHead(request);
  if (head === undefined) return plain(400, malformedRequest, 'The request target is malformed.');
  const requestId = randomUUID();
  try {
    return await functionUrls.serve(head, request, { requestId, port });
  } catch (error) {
    if (request.destroyed && !request.complete) throw error;
    const refused = functionUrls.refuse(asServiceError(error), requestId);
    return { ...refused, headers: { ...refused.headers, ...inert } };
  }
}

function readHead(request: IncomingMessage): Head | undefined {
  // Names come from outside: `constructor` must not be found where there is no such header.
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  const target = request.url ?? '';
  // Whole URLs are for proxies, and `*` is for nobody.
  if (!target.startsWith('/')) return undefined;
  try {
    return { method: request.method ?? 'GET', headers, ...readTarget(target) };
  } catch {
    return undefined;
  }
}

/** By the signature's scope; an unsigned request by its target or its look. */
function findMount({ mounts, elsewhere }: ServerOptions, head: Head): Mount {
  const signature = findSignature(head);
  if (signature !== undefined) return mounts.get(signature.service) ?? elsewhere(head);
  const cognito = head.headers['x-amz-target']?.startsWith('AWSCognitoIdentityService.');
  if (cognito) return mounts.get('cognito-identity') ?? elsewhere(head);
  const form = head.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return mounts.get(form ? 'sts' : 'lambda') ?? elsewhere(head);
}

function claimOf(options: ServerOptions, mount: Mount, head: Head): Claim {
  if (mount.unguarded) return unsignedClaim(mount.dialect, () => true);
  if (mount.unsigned !== undefined && findSignature(head) === undefined) {
    return unsignedClaim(mount.dialect, mount.unsigned);
  }
  const claim = authenticate(head, mount.dialect, options.findKey);
  if (mount.regional) checkRegion(head, options.region);
  return claim;
}

function checkRegion(head: Head, region: string): void {
  const signed = findSignature(head)?.region;
  if (signed === region) return;
  throw new ServiceError(
    'InvalidSignatureException',
    `Credential should be scoped to a valid region. This local endpoint serves '${region}', the request was signed for '${signed}'.`,
    { status: 403 },
  );
}

function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  process.stderr.write(`${describe(error)}\n`);
  const ofSystem = error instanceof Error && 'syscall' in error;
  return new ServiceError(
    'ServiceException',
    ofSystem
      ? `The local endpoint could not do this on its disk: ${error.message}.`
      : 'The local endpoint failed; its log says more. This is a mistake of Lambda Bench.',
    { status: 500, cause: error },
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function plain(status: number, code: string, message: string): WireResponse {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code, ...inert };
  return { status, headers, body: JSON.stringify({ message }) };
}
