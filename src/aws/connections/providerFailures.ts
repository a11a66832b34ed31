import type { Failure } from '../account.ts';
import { signInFix } from './signInFix.ts';

type Described = Omit<Failure, 'code'>;

interface Row {
  /** Starts of what the SDK's providers say. */
  readonly says: RegExp;
  describe(connection: string, profile: string, found: RegExpExecArray): Described;
}

/** What an error of the SDK's credential providers, which have no codes, means. */
export function providerFailure(
  { name, message }: Error,
  connection: string,
  profile = connection,
): Failure {
  for (const { says, describe } of rows) {
    const found = says.exec(message);
    if (found) return { code: name, ...describe(connection, profile, found) };
  }
  return {
    code: name,
    message: `the credentials of ${connection} could not be had`,
    advice: `Check the profile and its files, and whether the AWS CLI can use it.`,
  };
}

const rows: readonly Row[] = [
  {
    says: /^The SSO session (token )?associated with (this )?profile|^Token is expired|^Value not present for '(accessToken|expiresAt|clientId|clientSecret|refreshToken)' in SSO Token|UnauthorizedException/,
    describe: (connection) => ({
      message: `the session of ${connection} with IAM Identity Center has ended or has not begun`,
      advice: 'Sign in, then try again.',
      fix: signInFix,
    }),
  },
  {
    says: /aws login|session has expired|Please reauthenticate|Failed to (load|refresh) (a )?token|Token validation failed/,
    describe: (connection, profile) => ({
      message: `the session of ${connection} that aws login began has ended or cannot be read`,
      advice: `Run aws login --profile ${profile}, then try again.`,
    }),
  },
  {
    says: /credential_process returned (expired credentials|invalid JSON|invalid credentials)|credential_process did not return (Version 1)/,
    describe: (_, profile, [, expired]) => ({
      message: `the credential_process of the profile ${profile} returned ${expired ?? 'another version than 1'}`,
      advice: 'Correct the program, or what it takes its credentials from.',
    }),
  },
  {
    says: /^Command failed:/,
    describe: (_, profile) => ({
      message: `the credential_process of the profile ${profile} failed`,
      advice: 'Run its command in a terminal to see why.',
    }),
  },
  {
    says: /^Detected a cycle/,
    describe: (_, profile) => ({
      message: `the source_profile of ${profile} leads back to itself`,
      advice: 'Correct it in the config file of AWS.',
    }),
  },
];
