import type { Refusal } from './refusal.ts';

/**
 * Whether sending an invocation again, as it is, may help and cannot run anything twice: the function
 * provably did not start. For all other refusals something must change first.
 */
export function provablyNotStarted(refusal: Refusal): boolean {
  if (refusal.stage !== undefined) return refusal.stage === 'connecting';
  return (
    refusal.status === 429 ||
    refusal.status === 501 ||
    againLater.has(refusal.code) ||
    isPending(refusal) ||
    refusesLogTail(refusal)
  );
}

/**
 * Whether the function may have run although no answer says so. 5xx and 408 without one of Lambda's
 * own names may come from anything on the way, after the function has started.
 */
export function mayHaveRun({ stage, status, code }: Refusal): boolean {
  if (stage !== undefined) return stage !== 'connecting';
  if (status === undefined || status === 501) return false;
  // A success that could not be read.
  if (status < 300) return true;
  if (code === 'HTTP 408' || code === 'EFSIOException') return true;
  return status >= 500 && !refusedBeforeStart.test(code);
}

export function isPending({ code, words }: Refusal): boolean {
  return code === 'ResourceConflictException' && /state: '?(Pending|Inactive)/.test(words);
}

/** Some endpoints do not know `LogType`; functions on managed instances refuse it. */
export function refusesLogTail({ code, status, words }: Refusal): boolean {
  return (
    status === 501 ||
    (code === 'InvalidParameterValueException' &&
      words.startsWith('Tail logs are not supported for functions'))
  );
}

const againLater = new Set([
  'CodeArtifactUserPendingException',
  'EC2ThrottledException',
  'ENINotReadyException',
  'ExpiredToken',
  'ExpiredTokenException',
  'ResourceNotReadyException',
  'SnapStartNotReadyException',
]);

/** Lambda's errors of status 5xx that say that no environment for the function could be had. */
const refusedBeforeStart =
  /^(EC2|ENI|KMS|SubnetIPAddressLimit|InvalidSubnet|InvalidSecurityGroup|InvalidZipFile|InvalidRuntime|ResourceNotReady|SnapStart|CodeArtifact)/;
