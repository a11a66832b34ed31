import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What came in. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly logType: string | undefined;
  readonly type: string | undefined;
  readonly authorization: string | undefined;
}

export interface InvokeOnlyServer {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly SeenRequest[];
  close(): Promise<void>;
}

/**
 * Behaves as `sam local start-lambda`: it invokes by POST, and has no other route, takes no query, no
 * log tail, no dry run. Checks no credentials. Any function answers with its own name.
 * https://github.com/aws/aws-sam-cli/blob/develop/samcli/local/lambda_service/local_lambda_http_service.py
 */
export async function startInvokeOnlyServer(
  host = '127.0.0.1',
  port = 0,
): Promise<InvokeOnlyServer> {
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    requests.push({
      method: request.method ?? '',
      path: request.url ?? '',
      logType: header(request, 'x-amz-log-type'),
      type: header(request, 'x-amz-invocation-type'),
      authorization: header(request, 'authorization'),
    });
    request.resume().on('end', () => answer(request, response));
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('No port.');
  return {
    url: `http://${host}:${address.port}`,
    port: address.port,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const [status, type, message] = refusal(request) ?? [];
  if (status !== undefined) {
    response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
    response.end(JSON.stringify({ Type: 'LocalService', Message: message }));
    return;
  }
  const queued = header(request, 'x-amz-invocation-type') === 'Event';
  response.writeHead(queued ? 202 : 200, { 'content-type': 'application/json' });
  response.end(queued ? '' : JSON.stringify({ invoked: functionOf(request) }));
}

function refusal(request: IncomingMessage): [number, string, string] | undefined {
  if (request.url?.includes('?')) {
    return [400, 'InvalidRequestContent', 'Query Parameters are not supported'];
  }
  if (request.method !== 'POST' || functionOf(request) === undefined) {
    return [404, 'PathNotFoundLocally', 'PathNotFoundException'];
  }
  const logType = header(request, 'x-amz-log-type') ?? 'None';
  if (logType !== 'None') return notImplemented(`log-type: ${logType}`, 'None is only supported.');
  return header(request, 'x-amz-invocation-type') === 'DryRun'
    ? notImplemented('invocation-type: DryRun', 'Event and RequestResponse are only supported.')
    : undefined;
}

function notImplemented(what: string, instead: string): [number, string, string] {
  return [501, 'NotImplemented', `${what} is not supported. ${instead}`];
}

function functionOf({ url = '' }: IncomingMessage): string | undefined {
  return /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(url)?.[1];
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
