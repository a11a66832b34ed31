import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from './listen.ts';

export interface SamServer {
  readonly url: string;
  /** Method and URL of every request. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/**
 * Answers as `sam local start-lambda` does, whose functions answer what they are sent: Invoke is all it
 * knows, without a query and without logs. See samcli/local/lambda_service/local_lambda_http_service.py
 */
export async function startSamServer(): Promise<SamServer> {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const body = await buffer(request);
    const refuse = (status: number, type: string, message: string, from: string) =>
      response
        .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type })
        .end(JSON.stringify({ Type: from, Message: message }));
    const { pathname, search } = new URL(request.url ?? '/', 'http://sam');
    const logType = request.headers['x-amz-log-type'] ?? 'None';
    if (!/^\/2015-03-31\/functions\/[^/]+\/invocations$/.test(pathname)) {
      refuse(404, 'PathNotFoundLocally', 'PathNotFoundException', 'LocalService');
    } else if (search !== '') {
      refuse(400, 'InvalidRequestContent', 'Query Parameters are not supported', 'User');
    } else if (logType !== 'None') {
      const message = `log-type: ${logType} is not supported. None is only supported.`;
      refuse(501, 'NotImplemented', message, 'LocalService');
    } else {
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    }
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
