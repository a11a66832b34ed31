import { request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface UrlAnswer {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

export interface UrlCall {
  readonly method?: string;
  /** After the URL's own slash. */
  readonly path?: string;
  /** Names and values in turn, as they are sent; `Host` follows from the URL unless it is here. */
  readonly headers?: readonly string[];
  readonly body?: string | Uint8Array;
}

/** Calls a function URL as it is: at the endpoint's address, by the name in its `Host`. */
export async function callUrl(url: string, call: UrlCall = {}): Promise<UrlAnswer> {
  const { host, port } = new URL(url);
  const { method = 'GET', path = '', headers = [], body = '' } = call;
  const named = headers.some((name, index) => index % 2 === 0 && /^host$/i.test(name));
  const all = [...(named ? [] : ['Host', host]), ...headers];
  if (body.length > 0) all.push('Content-Length', String(Buffer.byteLength(body)));
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, method, path: `/${path}`, headers: all, setHost: false },
      (response) => {
        text(response).then(
          (received) =>
            resolve({ status: response.statusCode, headers: response.headers, body: received }),
          reject,
        );
      },
    );
    sent.on('error', reject).end(body);
  });
}
