import type { Caller } from './protocol/caller.ts';
import type { KeyFinder } from './protocol/credentials.ts';
import { ServiceError } from './protocol/serviceError.ts';
import {
  checkKey,
  type Head,
  readSignature,
  type Signature,
  type SignatureProblem,
  signatureMatches,
} from './protocol/signature.ts';
import type { WireRequest } from './protocol/wire.ts';

/** Signing names of the services that speak restJson1 or JSON; the others speak awsQuery. */
export type Dialect = 'json' | 'query';

/** A request whose key is known; its signature can be checked once the body has come. */
export interface Claim {
  readonly caller: Caller;
  /** Throws a ServiceError when the signature is not the key's. */
  confirm(request: WireRequest): void;
}

/** The signature of a request, if it has one that can be read. */
export function findSignature(head: Head): Signature | undefined {
  const signature = readSignature(head);
  return signature === 'malformed' ? undefined : signature;
}

/** Throws a ServiceError in the words of the dialect's services. */
export function authenticate(
  head: Head,
  dialect: Dialect,
  findKey: KeyFinder,
  now = Date.now(),
): Claim {
  const signature = readSignature(head);
  if (signature === undefined) throw unsigned(dialect);
  if (signature === 'malformed') throw incomplete(dialect);
  const key = checkKey(signature, findKey, now);
  if ('kind' in key) throw refused(key, dialect);
  return {
    caller: key.caller,
    confirm: (request) => {
      if (!signatureMatches(request, signature, key.secretAccessKey)) {
        throw refused({ kind: 'mismatch' }, dialect);
      }
    },
  };
}

/** A request without a signature, to be confirmed once its body tells whether it needs one. */
export function unsignedClaim(
  dialect: Dialect,
  mayBeUnsigned: (request: WireRequest) => boolean,
): Claim {
  return {
    caller: { kind: 'anonymous' },
    confirm: (request) => {
      if (!mayBeUnsigned(request)) throw unsigned(dialect);
    },
  };
}

function unsigned(dialect: Dialect): ServiceError {
  return dialect === 'json'
    ? new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token', {
        status: 403,
      })
    : new ServiceError('MissingAuthenticationToken', 'Request is missing Authentication Token', {
        status: 403,
      });
}

function incomplete(dialect: Dialect): ServiceError {
  return new ServiceError(
    dialect === 'json' ? 'IncompleteSignatureException' : 'IncompleteSignature',
    "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    { status: 403 },
  );
}

function refused(problem: SignatureProblem, dialect: Dialect): ServiceError {
  const json = dialect === 'json';
  const refuse = (code: string, message: string) =>
    new ServiceError(code, message, { status: 403 });
  switch (problem.kind) {
    case 'unknownKey':
      return refuse(
        json ? 'UnrecognizedClientException' : 'InvalidClientTokenId',
        'The security token included in the request is invalid.',
      );
    case 'expiredToken':
      return refuse(
        json ? 'ExpiredTokenException' : 'ExpiredToken',
        'The security token included in the request is expired',
      );
    case 'skew':
      return refuse(json ? 'InvalidSignatureException' : 'SignatureDoesNotMatch', problem.message);
    case 'mismatch':
      return refuse(
        json ? 'InvalidSignatureException' : 'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      );
  }
}
