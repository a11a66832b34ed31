import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { escapeUri, type HttpRequest } from '@smithy/core/protocols';
import { getCanonicalQuery } from '@smithy/signature-v4';
import type { Credentials } from './target.ts';

/** The headers that a payload is sent with: those of the request it was prepared for, signed. */
export type SignPayload = (
  payload: Uint8Array,
  credentials: Credentials,
  now: number,
) => Record<string, string>;

/**
 * Signature Version 4 for requests to Lambda that differ in their payload only: what they share is put
 * into its canonical form once, and a day's key is derived once, so that signing costs two hashes and a
 * code. `now`: milliseconds since the epoch by the service's clock.
 */
export function prepareSignature(request: HttpRequest, region: string): SignPayload {
  const path = escapeUri(request.path).replaceAll('%2F', '/');
  const start = [request.method, path, getCanonicalQuery(request)].join('\n');
  const keyOf = rememberKey(region);

  return (payload, { accessKeyId, secretAccessKey, sessionToken }, now) => {
    const date = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
    const day = date.slice(0, 8);
    const hash = sha256(payload);
    const headers: Record<string, string> = {
      ...request.headers,
      'content-length': String(payload.byteLength),
      'x-amz-content-sha256': hash,
      'x-amz-date': date,
      ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
    };
    // What is on the way may change the agent's name.
    const { 'user-agent': _agent, ...signed } = headers;
    const names = Object.keys(signed).sort();
    const lines = names.map((name) => `${name}:${signed[name]?.trim().replace(/\s+/g, ' ')}\n`);
    const canonical = [start, lines.join(''), names.join(';'), hash].join('\n');
    const scope = `${day}/${region}/lambda/aws4_request`;
    const text = [algorithm, date, scope, sha256(canonical)].join('\n');
    const signature = hmac(keyOf(secretAccessKey, day), text).toString('hex');
    headers['authorization'] =
      `${algorithm} Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
    return headers;
  };
}

const algorithm = 'AWS4-HMAC-SHA256';

function rememberKey(region: string): (secret: string, day: string) => KeyObject {
  let last: { readonly secret: string; readonly day: string; readonly key: KeyObject } | undefined;
  return (secret, day) => {
    if (last?.secret !== secret || last.day !== day) {
      last = { secret, day, key: createSecretKey(signingKey(secret, [day, region])) };
    }
    return last.key;
  };
}

function signingKey(secret: string, scope: readonly string[]): Buffer {
  return [...scope, 'lambda', 'aws4_request'].reduce(hmac, Buffer.from(`AWS4${secret}`));
}

function hmac(key: Buffer | KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
