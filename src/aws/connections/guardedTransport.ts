import type { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { ConnectionFailure, type Transport } from '../transport.ts';
import type { HostGuard } from './hostGuard.ts';

/** Hears how requests end. */
export interface TransportWatch {
  /** The credentials that signed the request were refused, for their age or for what they are. */
  refused(why: 'expired' | 'unknown'): void;
  /** No complete answer came. */
  unreached(failure: ConnectionFailure): void;
}

/** Every request passes the guard, those of the credential providers too. */
export function guardedTransport(
  transport: Transport,
  guard: HostGuard,
  watch?: TransportWatch,
): Transport {
  return {
    ...transport,
    async handle(request, options) {
      await guard(request, signingKey(request));
      try {
        const answer = await transport.handle(request, options);
        const why = refusalOf(answer.response);
        if (why) watch?.refused(why);
        return answer;
      } catch (error) {
        if (error instanceof ConnectionFailure) watch?.unreached(error);
        throw error;
      }
    },
  };
}

/** The access key that signed the request; an unsigned one may carry a token instead. */
function signingKey({ headers }: HttpRequest): string | undefined {
  const authorization = headers['authorization'] ?? headers['Authorization'] ?? '';
  return /^AWS4\S* Credential=([^/]+)\//.exec(authorization)?.[1];
}

/** Lambda and the logs name the error in a header or in JSON, IAM and STS in XML. */
function refusalOf({ statusCode, headers, body }: HttpResponse): 'expired' | 'unknown' | undefined {
  if (statusCode < 400 || statusCode > 403) return undefined;
  const start = body instanceof Uint8Array ? Buffer.from(body).toString('latin1', 0, 1000) : '';
  const text = `${headers['x-amzn-errortype']} ${start}`;
  if (text.includes('ExpiredToken')) return 'expired';
  return /InvalidClientTokenId|UnrecognizedClient/.test(text) ? 'unknown' : undefined;
}
