import type { Failure } from './account.ts';
import type { Attempt } from './attempt.ts';
import type { Refusal } from './refusal.ts';

/**
 * Who is asking was not accepted. The services differ in their names for the same thing: Lambda speaks
 * restJson1, IAM and STS the query protocol. Nothing of a credential is repeated.
 */
export function credentialFailure(
  { code, words }: Refusal,
  { target: { connection } }: Attempt,
): Omit<Failure, 'code'> | undefined {
  if (!refused.test(code)) return undefined;
  const skew = clockSkew(words);
  if (skew) {
    return { message: `this machine's clock is ${skew}`, advice: 'Set the clock, then try again.' };
  }
  if (connection === 'local') {
    return {
      message: 'the local endpoint does not accept the credentials of its account',
      advice: 'Reload the window: the account may have been set up anew.',
    };
  }
  if (/^(ExpiredToken|RequestExpired)/.test(code)) {
    return {
      message: `the credentials of ${connection} have expired`,
      advice: 'Sign in again, then try again.',
    };
  }
  if (/^(InvalidSignature|SignatureDoesNotMatch)/.test(code)) {
    return {
      message: `the secret access key of ${connection} does not belong to its access key`,
      advice: 'Enter the credentials again.',
    };
  }
  return {
    message: `the credentials of ${connection} are not known`,
    advice:
      'Check the access key and the region, and that the key has not been deleted or switched off.',
  };
}

const refused =
  /^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|ExpiredToken|RequestExpired|RequestTimeTooSkewed|MissingAuthenticationToken|IncompleteSignature|InvalidAccessKeyId|InvalidToken|CredentialsProviderError)/;

/**
 * From `Signature expired: <ours> is now earlier than … (<theirs> - 5 min.)` and
 * `Signature not yet current: <ours> is still later than … (<theirs> + 5 min.)`.
 */
function clockSkew(words: string): string | undefined {
  const found =
    /^Signature (?:expired|not yet current): (\w+) is \D+\w+ \((\w+) [-+] \d+ min\.?\)/.exec(words);
  if (!found) return undefined;
  const minutes = Math.round((instant(found[1]) - instant(found[2])) / 60_000);
  if (Number.isNaN(minutes)) return undefined;
  return `${Math.abs(minutes)} minutes ${minutes < 0 ? 'slow' : 'fast'}`;
}

/** `20160928T135747Z` in ms. */
function instant(basic = ''): number {
  return Date.parse(
    basic.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
}
