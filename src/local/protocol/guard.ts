import type { IncomingHttpHeaders } from 'node:http';

/**
 * What answers of the endpoint's own carry: a browser that shows one fetches nothing for it. The icon
 * that it asks every site for would come as a request of the very site, and run a function.
 */
export const inert = { 'content-security-policy': "default-src 'none'; sandbox" };

/**
 * Why a request is refused before anything is looked at: no web page may use the endpoint, neither
 * directly (browsers name the page in `Origin`) nor by a name that was made to point here (`Host`).
 */
export function refusal(headers: IncomingHttpHeaders, port: number): string | undefined {
  if (headers.origin !== undefined) return 'Requests of web pages are not answered.';
  const host = headers.host ?? '';
  const match = /^(127\.0\.0\.1|localhost|\[::1\])(?::(\d+))?$/i.exec(host);
  if (match === null) return `Requests for the host '${host.slice(0, 100)}' are not answered.`;
  if (match[2] !== undefined && Number(match[2]) !== port) {
    return `Requests for the host '${host}' are not answered.`;
  }
  return undefined;
}
