import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { HttpRequest } from '@smithy/core/protocols';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import type { LocalEndpoint } from '../../support/localEndpoint.ts';

export interface BareAnswer {
  readonly payload: Buffer;
  /** The last 4 KB of the log. */
  readonly log: string;
}

/** Invokes with the least that can: a signature and Node's own HTTP client, its connections kept alive. */
export function bareInvoker({
  endpoint,
  region,
  accessKeyId,
  secretAccessKey,
}: LocalEndpoint): (functionName: string, payload: Uint8Array) => Promise<BareAnswer> {
  const { hostname, port, host } = new URL(endpoint);
  const signer = new SignatureV4({
    service: 'lambda',
    region,
    credentials: { accessKeyId, secretAccessKey },
    sha256: Hash.bind(null, 'sha256'),
  });
  return async (functionName, payload) => {
    const { method, path, headers } = await signer.sign(
      new HttpRequest({
        method: 'POST',
        path: `/2015-03-31/functions/${functionName}/invocations`,
        headers: { host, 'x-amz-log-type': 'Tail' },
        body: payload,
      }),
    );
    return new Promise((resolve, reject) => {
      const outgoing = request({ hostname, port, method, path, headers });
      outgoing.once('error', reject);
      outgoing.once('response', (answer) => {
        const { 'x-amz-function-error': error, 'x-amz-log-result': log = '' } = answer.headers;
        buffer(answer).then((body) => {
          if (answer.statusCode !== 200 || error !== undefined) reject(new Error(String(body)));
          else resolve({ payload: body, log: Buffer.from(String(log), 'base64').toString() });
        }, reject);
      });
      outgoing.end(payload);
    });
  };
}
