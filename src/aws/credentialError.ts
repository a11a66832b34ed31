import { UserError } from '../errors.ts';
import type { Failure } from './outcome.ts';
import { sentenceOf } from './sentenceOf.ts';

/** There are no credentials to sign a request with, so nothing was sent. */
export class CredentialError extends UserError {
  readonly failure: Failure;

  constructor(failure: Failure, cause: unknown) {
    super(sentenceOf(failure), { cause, ...(failure.fix && { fix: failure.fix }) });
    this.failure = failure;
  }
}
