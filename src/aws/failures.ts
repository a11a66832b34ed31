import { type Attempt, couldNot } from './attempt.ts';
import { connectionFailure } from './connectionFailures.ts';
import { credentialFailure } from './credentialFailures.ts';
import { cures } from './cures.ts';
import { knownFailures } from './knownFailures.ts';
import type { Failure } from './outcome.ts';
import type { Refusal } from './refusal.ts';

/** What a refusal means and what to do now; the service's own words where nothing more is known. */
export function describeFailure(refusal: Refusal, attempt: Attempt): Failure {
  const described =
    (refusal.stage === undefined
      ? undefined
      : connectionFailure(refusal, refusal.stage, attempt)) ??
    credentialFailure(refusal, attempt) ??
    byName(refusal, attempt) ??
    byStatus(refusal, attempt) ??
    inItsOwnWords(refusal, attempt);
  return { code: refusal.code, ...described };
}

function byName(refusal: Refusal, attempt: Attempt): Omit<Failure, 'code'> | undefined {
  // Services and protocols differ in whether they add the suffix.
  const name = refusal.code.replace(/Exception$/, '');
  return Object.hasOwn(knownFailures, name) ? knownFailures[name]?.(refusal, attempt) : undefined;
}

function byStatus({ status, code }: Refusal, attempt: Attempt): Omit<Failure, 'code'> | undefined {
  const { connection } = attempt.target;
  // A path that does not exist is answered so by endpoints that lack the operation.
  if (status === 501 || /^(HTTP 404|PathNotFoundLocally)$/.test(code)) {
    return {
      message: couldNot(attempt, `${connection} does not offer this`),
      advice: 'Select a connection to an endpoint that does.',
      fix: { title: 'Select Connection', command: 'lambdaBench.selectConnection' },
    };
  }
  if (status === 413) {
    return {
      message: couldNot(attempt, 'the request is too large'),
      advice: 'Send less.',
    };
  }
  if (status === 429) {
    return {
      message: couldNot(attempt, 'too many requests'),
      advice: 'Wait a moment, then try again.',
    };
  }
  if (status !== undefined && status < 300) {
    return {
      message: couldNot(attempt, 'the answer cannot be read'),
      advice: `Check that the endpoint of ${connection} is one of AWS Lambda.`,
    };
  }
  return undefined;
}

function inItsOwnWords({ words, status, code }: Refusal, attempt: Attempt): Omit<Failure, 'code'> {
  const reason = words || (status === undefined ? 'no reason was given' : `HTTP status ${status}`);
  return {
    message: couldNot(attempt, reason.replace(/\s+/g, ' ').replace(/\.$/, '')),
    advice: cures.get(code.replace(/Exception$/, '')) ?? '',
  };
}
