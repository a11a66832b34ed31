import type { Failure } from '../outcome.ts';
import { signInFix } from './signInFix.ts';

type Described = Omit<Failure, 'code'>;

interface Row {
  /** What the SDK's providers say; they have no codes. */
  readonly says: RegExp;
  describe(connection: string, profile: string, found: RegExpExecArray): Described;
}

/** What an error of the SDK's credential providers means. Their own words may hold secrets. */
export function providerFailure(
  { name, message }: Error,
  connection: string,
  profile = 'default',
): Failure {
  for (const { says, describe } of providerFailures) {
    const found = says.exec(message);
    if (found) return { code: name, ...describe(connection, profile, found) };
  }
  return {
    code: name,
    message: `the credentials of ${connection} could not be had`,
    advice: `Check the profile and its files, and whether the AWS CLI can use it.`,
  };
}

const correctConfig = 'Correct it in the config file of AWS: it is read again at once.';

export const providerFailures: readonly Row[] = [
  // --- IAM Identity Center
  {
    says: /^The SSO session (token )?associated with|^Token is expired|^Value not present for '\w+' in SSO Token/,
    describe: (connection) => ({
      message: `the session of ${connection} with IAM Identity Center has ended or has not begun`,
      advice: 'Sign in, then try again.',
      fix: signInFix,
    }),
  },
  {
    says: /^Profile is configured with invalid SSO credentials/,
    describe: (_, profile) => ({
      message: `the profile ${profile} lacks one of sso_account_id, sso_role_name, sso_region and sso_start_url`,
      advice: correctConfig,
    }),
  },

  // --- aws login
  {
    says: /aws login|Please reauthenticate|^Failed to (load|refresh) (a )?token|^Token validation failed|^Your session has expired|^Token refresh response|^Failed to generate Dpop/,
    describe: (connection, profile) => ({
      message: `the session of ${connection} that aws login began has ended or cannot be read`,
      advice: `Run aws login --profile ${profile} in a terminal, then try again.`,
    }),
  },

  // --- credential_process
  {
    says: /credential_process returned (expired credentials|invalid JSON|invalid credentials)/,
    describe: (_, profile, [, what]) => ({
      message: `the credential_process of the profile ${profile} returned ${what}`,
      advice: 'Run its command in a terminal to see what it answers, and correct it.',
    }),
  },
  {
    says: /credential_process did not return Version 1/,
    describe: (_, profile) => ({
      message: `the credential_process of the profile ${profile} did not return "Version": 1`,
      advice: 'Run its command in a terminal to see what it answers, and correct it.',
    }),
  },
  {
    says: /^Command failed:|^spawn .*ENOENT/,
    describe: (_, profile) => ({
      message: `the credential_process of the profile ${profile} failed`,
      advice: 'Run its command in a terminal to see why.',
    }),
  },

  // --- profiles
  {
    says: /^Detected a cycle/,
    describe: (_, profile) => ({
      message: `the source_profile of ${profile} leads back to itself`,
      advice: correctConfig,
    }),
  },
  {
    says: /^Unsupported credential source in profile (\S+)\./,
    describe: (_, __, [, profile]) => ({
      message: `the credential_source of the profile ${profile} is none of Environment, Ec2InstanceMetadata and EcsContainer`,
      advice: correctConfig,
    }),
  },
  {
    says: /^Could not resolve credentials using profile: \[(.+)\]/,
    describe: (_, __, [, profile]) => ({
      message: `the profile ${profile} does not exist or has nothing to get credentials from`,
      advice: 'Add keys, a role or a sign-in to it: the files of AWS are read again at once.',
    }),
  },

  // --- elsewhere
  {
    says: /^Unable to find environment variable credentials/,
    describe: () => ({
      message: 'the environment of VS Code has no AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
      advice: 'Start VS Code from a shell that has them, or choose another kind of credentials.',
    }),
  },
  {
    says: /^Could not load credentials from any providers/,
    describe: () => ({
      message: 'there are no credentials in the environment, in the profile or on this machine',
      advice: 'Set up a profile with the AWS CLI, or choose another kind of credentials.',
    }),
  },
  {
    says: /^ENOENT: no such file or directory, open/,
    describe: (connection) => ({
      message: `the web identity token of ${connection} is not there`,
      advice: 'Check web_identity_token_file of the profile, or AWS_WEB_IDENTITY_TOKEN_FILE.',
    }),
  },
  {
    says: /container metadata service|HTTP or Container credential provider|AWS_CONTAINER_/,
    describe: () => ({
      message: 'this machine is no container that AWS gives credentials to',
      advice: 'Choose another kind of credentials.',
    }),
  },
  {
    says: /EC2 (Metadata|instance)|instance metadata|169\.254\.169\.254|TimeoutError|EHOSTUNREACH|ENETUNREACH/i,
    describe: () => ({
      message: 'this machine is no EC2 instance that has a role',
      advice: 'Choose another kind of credentials.',
    }),
  },
  {
    says: /^Response from Amazon Cognito contained no/,
    describe: (connection) => ({
      message: `the identity pool of ${connection} gave no credentials`,
      advice: 'Check the endpoint and the id of the identity pool.',
    }),
  },
  {
    says: /^Invalid response from STS|^SSO returns an invalid temporary credential/,
    describe: (connection) => ({
      message: `the answer to the request for credentials of ${connection} cannot be read`,
      advice: 'Check the endpoint of the connection.',
    }),
  },
];
