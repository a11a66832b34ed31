import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from './listen.ts';
import type { LocalEndpoint } from './localEndpoint.ts';
import { signedRequest } from './rawRequests.ts';

export interface StackServer extends AsyncDisposable {
  readonly url: string;
}

/**
 * Stands before an endpoint and passes everything on, signed anew; to the tags of one function it adds
 * what CloudFormation sets on what a stack made, which nobody else may set.
 */
export async function startStackServer(
  endpoint: LocalEndpoint,
  functionName: string,
  stack: string,
): Promise<StackServer> {
  const tagsPath = new RegExp(`^/2017-03-31/tags/.*(?::|%3A)${functionName}$`);
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/' } = request;
    const service = /Credential=[^,]*\/([a-z-]+)\/aws4_request/.exec(
      `${request.headers.authorization}`,
    );
    const { status, headers, body } = await signedRequest(endpoint, {
      method,
      path: url,
      service: service?.[1] ?? 'lambda',
      headers: passedOn(request),
      body: await buffer(request),
    });
    for (const [, name, value] of headers.matchAll(/^(content-type|x-amzn-[\w-]+): (.*)$/gim)) {
      if (name && value) response.setHeader(name, value);
    }
    response.writeHead(status).end(tagsPath.test(url) ? withStack(body, stack) : body);
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function passedOn({ headers }: IncomingMessage): Record<string, string> {
  const type = headers['content-type'];
  return type === undefined ? {} : { 'content-type': type };
}

function withStack(body: string, stack: string): string {
  const { Tags } = JSON.parse(body);
  return JSON.stringify({ Tags: { ...Tags, 'aws:cloudformation:stack-name': stack } });
}
