import { HttpRequest } from '@smithy/core/protocols';
import type { Transport } from '../transport.ts';
import type { ServiceName } from './endpoints.ts';
import type { Place } from './place.ts';

/**
 * Leads the requests of IAM Identity Center and of signing in to the endpoints that are configured for
 * them: their clients are made inside the providers, which take one endpoint for all. None is signed, so
 * that another host does no harm.
 */
export function routedTransport(transport: Transport, place: Pick<Place, 'endpoint'>): Transport {
  return {
    ...transport,
    handle(request, options) {
      const service = serviceOf(request.hostname);
      const endpoint = service && place.endpoint(service);
      return transport.handle(endpoint ? rerouted(request, new URL(endpoint)) : request, options);
    },
  };
}

function serviceOf(hostname: string): ServiceName | undefined {
  if (hostname.startsWith('portal.sso.')) return 'sso';
  if (hostname.startsWith('oidc.')) return 'sso_oidc';
  return /^(signin\.|[\w-]+\.(oauth\.)?signin\.)/.test(hostname) ? 'signin' : undefined;
}

function rerouted(request: HttpRequest, { protocol, hostname, port, host, pathname }: URL) {
  const moved = HttpRequest.clone(request);
  moved.protocol = protocol;
  moved.hostname = hostname;
  if (port === '') delete moved.port;
  else moved.port = Number(port);
  moved.path = `${pathname.replace(/\/$/, '')}${request.path}`;
  moved.headers = { ...request.headers, host };
  return moved;
}
