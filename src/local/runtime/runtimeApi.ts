import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AnswerStream } from './answerStream.ts';
import { largestResponse, payloadCollector } from './payloadCollector.ts';
import type { RuntimeListener } from './runtimeListener.ts';

/** The Runtime API of one execution environment. */
export interface RuntimeApi {
  /** `host:port`, for `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  close(): void;
}

/**
 * Serves Lambda's Runtime API, version 2018-06-01, on a port of its own on the loopback interface:
 * runtimes that bring their own client use it for everything, AWS' Node.js client for init errors
 * and for streamed responses.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function serveRuntimeApi(listener: RuntimeListener): Promise<RuntimeApi> {
  let address = '';
  const server = createServer((request, response) => {
    // Runtimes are no browsers: a page must not speak for them, nor a name that leads here.
    if (request.headers.origin !== undefined || request.headers.host !== address) {
      refuse(response, 403, 'Forbidden', 'The Runtime API serves the runtime only.');
      return;
    }
    route(request, response, listener).catch(() => response.destroy());
  });
  // A runtime may wait for its next event for as long as the environment lasts.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  address = `127.0.0.1:${portOf(server)}`;
  return {
    address,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  listener: RuntimeListener,
): Promise<void> {
  const path = /^\/2018-06-01\/(.*)$/.exec(request.url ?? '')?.[1] ?? '';
  if (request.method === 'GET' && path === 'runtime/invocation/next') {
    listener.next(({ headers, payload }) => {
      for (const [name, value] of Object.entries(headers))
        response.setHeader(name, onOneLine(value));
      response.setHeader('content-type', 'application/json').end(payload);
    });
    return;
  }
  if (request.method === 'GET' && path === 'ping') {
    response.end('pong');
    return;
  }
  const [, requestId, kind] = /^runtime\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
  const mode = request.headers['lambda-runtime-function-response-mode'];
  if (request.method === 'POST' && requestId !== undefined && kind === 'response' && mode) {
    const stream =
      mode === 'streaming'
        ? listener.stream(decodeURIComponent(requestId), request.headers['content-type'])
        : undefined;
    if (stream !== undefined) await readStream(request, response, stream);
    else if (mode === 'streaming') refuse(response, 400, 'InvalidRequestID', 'Invalid request ID');
    else refuse(response, 400, 'InvalidFunctionResponseMode', `Invalid response mode: ${mode}`);
    return;
  }
  const body = await read(request);
  if (request.method === 'POST' && path === 'runtime/init/error') {
    listener.initError(body ?? Buffer.alloc(0));
    accept(response);
  } else if (request.method === 'POST' && requestId !== undefined) {
    const answer = { failed: kind === 'error', payload: body };
    if (!listener.answer(decodeURIComponent(requestId), answer)) {
      refuse(response, 400, 'InvalidRequestID', 'Invalid request ID');
    } else if (answer.payload === undefined) {
      refuseLarge(response, largestResponse);
    } else {
      accept(response);
    }
  } else {
    refuse(response, 404, 'NotFound', `No such path in the Runtime API: ${request.url}`);
  }
}

/** A header carries bytes, and no line ends: in JSON they can only stand between tokens. */
function onOneLine(value: string): string {
  return Buffer.from(value.replace(/[\r\n]/g, ' ')).toString('latin1');
}

/** Resolves with nothing when the body is larger than a response may be. */
async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  const body = payloadCollector();
  for await (const chunk of request) body.add(chunk);
  return body.take();
}

/** The runtime writes no faster than its parts are taken. */
async function readStream(
  request: IncomingMessage,
  response: ServerResponse,
  stream: AnswerStream,
): Promise<void> {
  for await (const part of request) await stream.write(part);
  const error = request.trailers['lambda-runtime-function-error-body'];
  const { payload, limit } = stream.end(
    error === undefined ? undefined : Buffer.from(error, 'base64'),
  );
  if (payload === undefined) refuseLarge(response, limit ?? largestResponse);
  else accept(response);
}

function accept(response: ServerResponse): void {
  response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}\n');
}

function refuseLarge(response: ServerResponse, limit: number): void {
  const message = `Exceeded maximum allowed payload size (${limit} bytes).`;
  refuse(response, 413, 'RequestEntityTooLarge', message);
}

function refuse(
  response: ServerResponse,
  status: number,
  errorType: string,
  errorMessage: string,
): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ errorMessage, errorType }));
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}
