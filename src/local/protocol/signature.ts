import { createHash, createHmac, type KeyObject } from 'node:crypto';
import { getCanonicalHeaders, SignatureV4Base } from '@smithy/signature-v4';
import type { KeyFinder, KnownKey } from './credentials.ts';
import { sameText } from './sameText.ts';
import type { WireRequest } from './wire.ts';

/** A SigV4 signature as the request carries it, in its header or, presigned, in its query. */
export interface Signature {
  readonly accessKeyId: string;
  /** `20261122`. */
  readonly day: string;
  readonly region: string;
  /** The service's signing name, e.g. `lambda`. */
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20261122T150405Z`. */
  readonly date: string;
  readonly sessionToken: string | undefined;
  /** Seconds; of presigned requests only. */
  readonly expires: number | undefined;
}

export type Head = Omit<WireRequest, 'body'>;

/** Why a signature is not accepted. Each service has its own name for each. */
export type SignatureProblem =
  | { readonly kind: 'unknownKey' }
  | { readonly kind: 'expiredToken' }
  | { readonly kind: 'skew'; readonly message: string }
  | { readonly kind: 'mismatch' };

/** Undefined when the request is not signed; `malformed` when it tries to be. */
export function readSignature(head: Head): Signature | 'malformed' | undefined {
  const header = head.headers['authorization'];
  if (header !== undefined) return readHeader(head, header);
  const query = new Map(head.query);
  return query.has('X-Amz-Signature') ? readQuery(query) : undefined;
}

/** What can be told before the body has come: the key, its expiry and the clock. */
export function checkKey(
  signature: Signature,
  findKey: KeyFinder,
  now: number,
): KnownKey | SignatureProblem {
  const key = findKey(signature.accessKeyId, signature.sessionToken);
  if (key === undefined) return { kind: 'unknownKey' };
  if (key.expires !== undefined && key.expires < now) return { kind: 'expiredToken' };
  const skew = describeSkew(signature, now);
  return skew === undefined ? key : { kind: 'skew', message: skew };
}

/** Whether the signature was made with this secret over this very request. */
export function signatureMatches(
  request: WireRequest,
  signature: Signature,
  secretAccessKey: string,
): boolean {
  if (signature.date.slice(0, 8) !== signature.day) return false;
  const expected = sign(request, signature, secretAccessKey);
  return expected !== undefined && sameText(expected, signature.signature);
}

const algorithm = 'AWS4-HMAC-SHA256';
const tolerance = 5 * 60 * 1000;

function readHeader(head: Head, header: string): Signature | 'malformed' {
  const [name, ...rest] = header.split(' ');
  const fields = new Map(
    rest
      .join('')
      .split(',')
      .map((field): [string, string] => {
        const equals = field.indexOf('=');
        return [field.slice(0, equals), field.slice(equals + 1)];
      }),
  );
  const date = head.headers['x-amz-date'];
  if (name !== algorithm || date === undefined) return 'malformed';
  return assemble({
    credential: fields.get('Credential'),
    signedHeaders: fields.get('SignedHeaders'),
    signature: fields.get('Signature'),
    date,
    sessionToken: head.headers['x-amz-security-token'],
    expires: undefined,
  });
}

function readQuery(query: ReadonlyMap<string, string>): Signature | 'malformed' {
  const expires = Number(query.get('X-Amz-Expires'));
  if (query.get('X-Amz-Algorithm') !== algorithm || !isLifetime(expires)) return 'malformed';
  return assemble({
    credential: query.get('X-Amz-Credential'),
    signedHeaders: query.get('X-Amz-SignedHeaders'),
    signature: query.get('X-Amz-Signature'),
    date: query.get('X-Amz-Date') ?? '',
    sessionToken: query.get('X-Amz-Security-Token'),
    expires,
  });
}

function assemble(parts: {
  readonly credential: string | undefined;
  readonly signedHeaders: string | undefined;
  readonly signature: string | undefined;
  readonly date: string;
  readonly sessionToken: string | undefined;
  readonly expires: number | undefined;
}): Signature | 'malformed' {
  const { credential, signedHeaders, signature, date, sessionToken, expires } = parts;
  const [accessKeyId, day, region, service, end] = credential?.split('/') ?? [];
  const complete = accessKeyId && day && region && service && end === 'aws4_request';
  if (!complete || !signedHeaders || !signature || !/^\d{8}T\d{6}Z$/.test(date)) return 'malformed';
  return {
    accessKeyId,
    day,
    region,
    service,
    signedHeaders: signedHeaders.split(';'),
    signature,
    date,
    sessionToken,
    expires,
  };
}

function isLifetime(seconds: number): boolean {
  return seconds >= 1 && seconds <= 604_800;
}

/** AWS' sentence, with both dates and the tolerance spelt out. */
function describeSkew({ date, expires }: Signature, now: number): string | undefined {
  const signed = Date.parse(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  const late = expires === undefined ? signed + tolerance : signed + expires * 1000;
  if (late < now) {
    const limit = compact(now - (late - signed));
    const margin = expires === undefined ? '5 min.' : `${expires} sec.`;
    return `Signature expired: ${date} is now earlier than ${limit} (${compact(now)} - ${margin})`;
  }
  if (signed - tolerance > now) {
    return `Signature not yet current: ${date} is still later than ${compact(now + tolerance)} (${compact(now)} + 5 min.)`;
  }
  return undefined;
}

function compact(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** AWS' canonical form of requests, without the client's choice of headers to sign. */
class CanonicalRequest extends SignatureV4Base {
  constructor() {
    const unused = { accessKeyId: '', secretAccessKey: '' };
    super({ credentials: unused, region: '', service: '', sha256: Sha256 });
  }

  text(request: WireRequest, signature: Signature): string | undefined {
    const headers: Record<string, string> = {};
    for (const name of signature.signedHeaders) {
      const value = request.headers[name];
      if (value === undefined) return undefined;
      headers[name] = value;
    }
    const query: Record<string, string[]> = Object.create(null);
    for (const [name, value] of request.query) query[name] = [...(query[name] ?? []), value];
    const { method, path } = request;
    const bag = { method, path, query, headers, protocol: 'http:', hostname: '' };
    const canonical = getCanonicalHeaders(bag, undefined, new Set(signature.signedHeaders));
    const hash = createHash('sha256').update(request.body).digest('hex');
    return this.createCanonicalRequest(bag, canonical, hash);
  }
}

/** The base class wants a hash of its own kind; what is used of it here never hashes. */
class Sha256 {
  update(): void {}
  reset(): void {}
  async digest(): Promise<Uint8Array> {
    return new Uint8Array();
  }
}

const canonicalRequest = new CanonicalRequest();
const signingKeys = new Map<string, Buffer>();

function sign(
  request: WireRequest,
  signature: Signature,
  secretAccessKey: string,
): string | undefined {
  const canonical = canonicalRequest.text(request, signature);
  if (canonical === undefined || !signature.signedHeaders.includes('host')) return undefined;
  const { day, region, service, date } = signature;
  const scope = `${day}/${region}/${service}/aws4_request`;
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const text = [algorithm, date, scope, hashed].join('\n');
  return hmac(signingKey(secretAccessKey, scope), text).toString('hex');
}

/** Deriving a key takes four rounds, and is the same for a whole day. */
function signingKey(secretAccessKey: string, scope: string): Buffer {
  const name = `${secretAccessKey} ${scope}`;
  const known = signingKeys.get(name);
  if (known !== undefined) return known;
  let key: Buffer = Buffer.from(`AWS4${secretAccessKey}`);
  for (const part of scope.split('/')) key = hmac(key, part);
  if (signingKeys.size >= 1000) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}

function hmac(key: Buffer | KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
