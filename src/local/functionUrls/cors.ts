import type { Cors } from '@aws-sdk/client-lambda';
import type { Head } from '../protocol/signature.ts';
import type { WireResponse } from '../protocol/wire.ts';

/**
 * Why a request is refused before a handler runs: no web page may run one, unless the URL's own
 * settings name its origin. A wildcard names nobody: on this machine it would be every page that
 * the person visits.
 */
export function pageRefusal({ headers }: Head, cors: Cors | undefined): string | undefined {
  const { origin } = headers;
  const site = headers['sec-fetch-site'] ?? 'none';
  if (origin === undefined && (site === 'none' || site === 'same-origin')) return undefined;
  if (origin !== undefined && allows(cors, origin)) return undefined;
  return origin === undefined
    ? 'Lambda Bench does not run functions for other web sites: open the URL from the address bar.'
    : `Lambda Bench does not run functions for web pages of ${origin}: name that very origin in Cors.AllowOrigins of the function URL.`;
}

/** The answer to a browser that asks what it may send; undefined when the request is no such question. */
export function preflightAnswer(head: Head, cors: Cors | undefined): WireResponse | undefined {
  const asked = head.headers['access-control-request-method'];
  if (head.method !== 'OPTIONS' || asked === undefined || cors === undefined) return undefined;
  const { AllowHeaders = [], AllowMethods = [], MaxAge } = cors;
  return {
    status: 200,
    headers: {
      ...corsHeaders(head, cors),
      ...listed('access-control-allow-headers', AllowHeaders),
      ...listed('access-control-allow-methods', AllowMethods),
      ...(MaxAge === undefined ? {} : { 'access-control-max-age': String(MaxAge) }),
    },
    body: '',
  };
}

/** What the answers to an allowed page carry; they take the place of the function's own. */
export function corsHeaders({ headers }: Head, cors: Cors | undefined): Record<string, string> {
  const { origin } = headers;
  if (cors === undefined || origin === undefined || !allows(cors, origin)) return {};
  return {
    'access-control-allow-origin': origin,
    ...(cors.AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...listed('access-control-expose-headers', cors.ExposeHeaders ?? []),
    vary: 'Origin',
  };
}

function allows(cors: Cors | undefined, origin: string): boolean {
  return origin !== 'null' && origin !== '*' && (cors?.AllowOrigins ?? []).includes(origin);
}

function listed(name: string, values: readonly string[]): Record<string, string> {
  return values.length === 0 ? {} : { [name]: values.join(',') };
}
