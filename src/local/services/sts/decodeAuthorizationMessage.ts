import { ServiceError } from '../../protocol/serviceError.ts';

/** No message of this endpoint is encoded: whatever comes is none of its own. */
export function decodeAuthorizationMessage(): never {
  throw new ServiceError('InvalidAuthorizationMessageException', 'Message is not valid');
}
