import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { LocalEndpoint } from './localEndpoint.ts';
import { signedHeaders } from './rawRequests.ts';

export type ForwardTarget = Pick<
  LocalEndpoint,
  'endpoint' | 'region' | 'accessKeyId' | 'secretAccessKey'
>;

/**
 * Hands a request on to an endpoint, and its answer back. A signature holds for one host, so that it is
 * signed anew, by the endpoint's own key; one that was signed with another key is refused.
 */
export async function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  to: ForwardTarget,
  given?: Buffer,
): Promise<void> {
  const body = given ?? (await buffer(incoming));
  const { method = 'GET', url = '/', headers } = incoming;
  const [, key, service] =
    /Credential=(\w+)\/\d+\/[\w-]+\/([\w-]+)\//.exec(headers.authorization ?? '') ?? [];
  if (key !== to.accessKeyId) {
    outgoing.writeHead(403, { 'x-amzn-errortype': 'UnrecognizedClientException' }).end('{}');
    return;
  }
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' && !ofTheWay.test(name) ? [[name, value] as const] : [],
  );
  const lines = await signedHeaders(to, {
    method,
    path: url,
    body,
    headers: Object.fromEntries(kept),
    ...(service === undefined ? {} : { service }),
  });
  const signed = lines.split('\r\n').flatMap((line) => {
    const [, name, value] = /^([\w-]+): (.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  const onward = request(new URL(url, to.endpoint), {
    method,
    headers: { ...Object.fromEntries(signed), 'content-length': body.length },
  });
  onward.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  onward.end(body);
}

const ofTheWay =
  /^(authorization|host|connection|content-length|transfer-encoding|x-amz-(date|content-sha256|security-token))$/;
