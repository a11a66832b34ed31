import type { HttpRequest } from '@smithy/core/protocols';
import type { Transport } from '../transport.ts';
import type { HostGuard } from './hostGuard.ts';

/** Every request passes the guard, those of the credential providers too. */
export function guardedTransport(transport: Transport, guard: HostGuard): Transport {
  return {
    ...transport,
    async handle(request, options) {
      await guard(request, signingKey(request));
      return transport.handle(request, options);
    },
  };
}

/** The access key that signed the request; an unsigned one may carry a token instead. */
function signingKey({ headers }: HttpRequest): string | undefined {
  const authorization = headers['authorization'] ?? headers['Authorization'] ?? '';
  return /^AWS4\S* Credential=([^/]+)\//.exec(authorization)?.[1];
}
