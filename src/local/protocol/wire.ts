/** A request as it came: nothing decoded but header names, which are in lower case. */
export interface WireRequest {
  readonly method: string;
  /** Percent-encoded path, without the query. */
  readonly path: string;
  /** Decoded names and values, in order. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  /** A list where a header comes several times. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** What comes in parts is sent as it comes; when it throws, the connection is cut. */
  readonly body: Uint8Array | string | AsyncIterable<Uint8Array>;
}

/** Splits a request target into its path and its decoded query. Throws a URIError on a bad escape. */
export function readTarget(target: string): Pick<WireRequest, 'path' | 'query'> {
  const mark = target.indexOf('?');
  if (mark < 0) return { path: target, query: [] };
  return { path: target.slice(0, mark), query: readPairs(target.slice(mark + 1)) };
}

/** Decodes `name=value&…` of a query or a form. Throws a URIError on a bad escape. */
export function readPairs(text: string): [name: string, value: string][] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return equals < 0
        ? [decodeURIComponent(pair), '']
        : [decodeURIComponent(pair.slice(0, equals)), decodeURIComponent(pair.slice(equals + 1))];
    });
}
