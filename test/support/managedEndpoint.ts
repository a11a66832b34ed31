import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from './listen.ts';

export interface ManagedEndpoint {
  readonly endpoint: string;
  close(): Promise<void>;
}

/**
 * Speaks as AWS does of one function on managed instances, `managed`: its answers say where the log is
 * instead of bringing its tail, and many invocations write to one stream of it.
 */
export async function startManagedEndpoint(): Promise<ManagedEndpoint> {
  const requestIds: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => answer(request, response, requestIds));
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

const configuration = {
  FunctionName: 'managed',
  FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:managed',
  ...{ Runtime: 'nodejs24.x', Handler: 'index.handler', State: 'Active', Timeout: 30 },
};
const place = { logGroup: '/aws/lambda/managed', logStreamName: '2026/11/26/managed[7]0a1b' };

function answer(request: IncomingMessage, response: ServerResponse, requestIds: string[]): void {
  const { pathname } = new URL(request.url ?? '', 'http://here');
  if (pathname.endsWith('/invocations')) {
    const requestId = randomUUID();
    requestIds.push(requestId);
    const log = Buffer.from(JSON.stringify(place)).toString('base64');
    response.writeHead(200, { 'x-amzn-requestid': requestId, 'x-amz-log-result': log });
    response.end('"managed"');
  } else if (String(request.headers['x-amz-target']).endsWith('FilterLogEvents')) {
    const requestId = requestIds.at(-1) ?? '';
    const messages = [
      { type: 'platform.start', record: { requestId, version: '7' } },
      { timestamp: '2026-11-26T00:00:00Z', level: 'INFO', requestId, message: 'from CloudWatch' },
      { type: 'platform.report', record: { requestId } },
    ];
    const events = messages.map((message, index) => ({
      ...{ eventId: `e${index}`, timestamp: Date.now(), message: JSON.stringify(message) },
      logStreamName: place.logStreamName,
    }));
    response.end(JSON.stringify({ events }));
  } else if (pathname.endsWith('/functions') || pathname.endsWith('/functions/')) {
    response.end(JSON.stringify({ Functions: [configuration] }));
  } else if (pathname.endsWith('/configuration')) {
    response.end(JSON.stringify(configuration));
  } else {
    response.writeHead(501, { 'x-amzn-errortype': 'NotImplemented' }).end('{"message":"No."}');
  }
}
