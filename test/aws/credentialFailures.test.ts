import assert from 'node:assert/strict';
import * as cognito from '@aws-sdk/client-cognito-identity';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as sso from '@aws-sdk/client-sso';
import * as oidc from '@aws-sdk/client-sso-oidc';
import * as sts from '@aws-sdk/client-sts';
import { connect } from '../../src/aws/connect.ts';
import { providerFailure, providerFailures } from '../../src/aws/connections/providerFailures.ts';
import { credentialFailures } from '../../src/aws/credentialFailures.ts';
import { describeFailure } from '../../src/aws/failures.ts';
import { isUserError } from '../../src/errors.ts';
import { answer, iamError, lambdaError, startFaultServer } from '../support/faultServer.ts';

/** Of operations that nothing here calls. */
const elsewhere =
  /^(CredentialReport|ReportGeneration|Organization|AccountNot|CallerIsNot|Duplicate|Malformed|InvalidCertificate|InvalidPublicKey|InvalidUserType|InvalidAuthenticationCode|KeyPairMismatch|OpenIdIdp|PasswordPolicy|PolicyEvaluation|ServiceAccess|UnrecognizedPublicKey)/;

const ofIdentityCenter =
  /^(Unauthorized|UnauthorizedClient|InvalidGrant|InvalidClient|Forbidden|InvalidRequestRegion|InvalidScope)$/;

suite('A failure by its name', () => {
  const services = { lambda, iam, sts, sso, 'sso-oauth': oidc, 'cognito-identity': cognito };
  for (const [service, module] of Object.entries(services)) {
    test(`has a cure, whichever exception of ${service} it is`, () => {
      const names = Object.keys(module)
        .filter((name) => /Exception$/.test(name) && !/(?<!^)ServiceException$/.test(name))
        .filter((name) => !elsewhere.test(name));
      assert.ok(names.length > 3, String(names));
      for (const code of names) {
        const { message, advice } = describeFailure(
          {
            code,
            words: 'Words.',
            status: 400,
            requestId: '',
            reason: undefined,
            stage: undefined,
          },
          { target: target(), doing: 'do it', thing: 'orders', action: `${service}:It` },
        );
        assert.ok(message.length > 5 && advice.length > 5, `${code}: ${message}. ${advice}`);
      }
    });
  }

  // What depends on the service is tested with real requests elsewhere.
  const names = Object.keys(credentialFailures).filter(
    (name) => !/^(NotAuthorized|ResourceNotFound)$/.test(name) && !ofIdentityCenter.test(name),
  );
  for (const name of names) {
    test(`${name} tells of the connection in the protocols of Lambda and of IAM, and what to do`, async () => {
      const server = await startFaultServer(
        lambdaError(403, `${name}Exception`, { message: 'Words with a marked-secret.' }),
        iamError(403, name, 'Words with a marked-secret.'),
      );
      const account = connect(server.target);
      const fromLambda = await failing(account.functions.find('orders'));
      const fromIam = await failing(account.roles.find('orders'));
      await server.close();
      for (const message of [fromLambda, fromIam]) {
        assert.match(message, /faulty|clock|eu-west-1/);
        assert.match(message, /\)\. [A-Z].+\.$/);
        assert.doesNotMatch(message, /marked-|AKIDFAULTY/);
      }
      assert.equal(fromLambda.replace('Exception)', ')'), fromIam);
    });
  }

  for (const name of Object.keys(credentialFailures).filter((each) =>
    ofIdentityCenter.test(each),
  )) {
    test(`${name} tells of IAM Identity Center, where it is from there`, () => {
      const refusal = {
        ...{ code: `${name}Exception`, words: 'Words.', status: 401, requestId: '' },
        ...{ reason: undefined, stage: undefined },
      };
      const attempt = { target: target(), doing: 'do it', thing: 'orders' };
      const there = describeFailure(refusal, { ...attempt, action: 'sso:GetRoleCredentials' });
      assert.match(there.message, /mine/);
      assert.ok(there.advice.length > 5);
      const elsewhere = describeFailure(refusal, { ...attempt, action: 'lambda:Invoke' });
      assert.equal(elsewhere.message, 'could not do it: Words');
    });
  }

  test('tells how wrong the clock is by the date of the answer, where its words do not', async () => {
    const server = await startFaultServer(
      answer(
        403,
        {
          'x-amzn-errortype': 'RequestTimeTooSkewedException',
          'content-type': 'application/json',
          date: new Date(Date.now() + 42 * 60_000).toUTCString(),
        },
        '{"message":"No."}',
      ),
    );
    const message = await failing(connect(server.target).functions.find('orders'));
    await server.close();
    assert.match(message, /^This machine's clock is 42 minutes slow \(RequestTimeTooSkewed/);
  });

  /** What the providers of the SDK say, word for word. */
  const said: readonly string[] = [
    'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
    'The SSO session token associated with profile=corp was not found or is invalid. To refresh',
    "Value not present for 'accessToken' in SSO Token. Cannot refresh. To refresh",
    'Token is expired. To refresh this SSO session run',
    'Profile is configured with invalid SSO credentials. Required parameters "sso_account_id"',
    'Failed to load a token for session marked-1, please re-authenticate using aws login',
    'Your session has expired. Please reauthenticate.',
    'Profile p credential_process returned invalid JSON.',
    'Profile p credential_process did not return Version 1.',
    'Command failed: program marked-argument',
    'Detected a cycle attempting to resolve credentials for profile p. Profiles visited: p',
    'Unsupported credential source in profile p. Got marked, expected EcsContainer or Ec2InstanceMetadata or Environment.',
    'Could not resolve credentials using profile: [p] in configuration/credentials file(s).',
    'Unable to find environment variable credentials.',
    'Could not load credentials from any providers',
    "ENOENT: no such file or directory, open '/token'",
    'The container metadata service cannot be used unless the AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI environment variable is set',
    'EC2 Metadata token request returned error',
    'Response from Amazon Cognito contained no credentials',
    'Invalid response from STS.assumeRole call with role arn',
  ];
  test('has a cure when a provider of credentials has no name for it, and repeats nothing', () => {
    const met = new Set<unknown>();
    for (const message of said) {
      met.add(providerFailures.find(({ says }) => says.test(message)) ?? message);
      const failure = providerFailure(new Error(message), 'mine', 'p');
      assert.notEqual(failure.message, 'the credentials of mine could not be had', message);
      assert.ok(failure.advice.length > 5);
      assert.doesNotMatch(`${failure.message} ${failure.advice}`, /marked/);
    }
    assert.equal(met.size, providerFailures.length, 'each row is met');
  });
});

async function failing(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => assert.fail('It did not fail.'),
    (failure: unknown) => failure,
  );
  assert.ok(isUserError(error), String(error));
  return error.message;
}

function target() {
  return {
    connection: 'mine',
    endpoint: undefined,
    region: 'eu-west-1',
    accountId: undefined,
    credentials: { accessKeyId: '', secretAccessKey: '' },
  };
}
