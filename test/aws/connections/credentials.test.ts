import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import {
  CreateIdentityPoolCommand,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity';
import { AttachRolePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { openConnection } from '../../../src/aws/connect.ts';
import type { ConnectionDefinition } from '../../../src/aws/connections/definition.ts';
import { isCancelled, isUserError } from '../../../src/errors.ts';
import { type AwsHome, openAwsHome } from '../../support/awsHome.ts';
import { answer, iamError, startFaultServer } from '../../support/faultServer.ts';
import { keyProfile } from '../../support/keyProfile.ts';
import { localClients } from '../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/localEndpoint.ts';
import { startMfaServer } from '../../support/mfaServer.ts';
import { scriptedDoors } from '../../support/scriptedDoors.ts';

suite('Credentials', () => {
  const provider = 'accounts.google.com';
  let endpoint: LocalEndpoint;
  let home: AwsHome;
  let poolId: string;
  let loginsOnly: string;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    const { iam, cognitoIdentity } = localClients(endpoint);
    const account = { AWS: endpoint.accountId };
    const newRole = async (name: string, principal: object, action: string, condition?: object) => {
      const statement = { Effect: 'Allow', Principal: principal, Action: action };
      const { Role } = await iam.send(
        new CreateRoleCommand({
          RoleName: name,
          AssumeRolePolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [condition ? { ...statement, Condition: condition } : statement],
          }),
        }),
      );
      await iam.send(
        new AttachRolePolicyCommand({
          RoleName: name,
          PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        }),
      );
      return Role?.Arn ?? '';
    };
    await newRole('deploy', account, 'sts:AssumeRole');
    await newRole('second', account, 'sts:AssumeRole');
    await newRole('careful', account, 'sts:AssumeRole', {
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    });
    await newRole('partner', account, 'sts:AssumeRole', {
      StringEquals: { 'sts:ExternalId': 'ticket-1' },
    });
    const web = { Federated: 'cognito-identity.amazonaws.com' };
    const visitor = await newRole('visitor', web, 'sts:AssumeRoleWithWebIdentity');
    const newPool = async (guests: boolean) => {
      const { IdentityPoolId = '' } = await cognitoIdentity.send(
        new CreateIdentityPoolCommand({
          IdentityPoolName: guests ? 'guests' : 'logins',
          AllowUnauthenticatedIdentities: guests,
          SupportedLoginProviders: { [provider]: 'app' },
        }),
      );
      await cognitoIdentity.send(
        new SetIdentityPoolRolesCommand({
          IdentityPoolId,
          Roles: { authenticated: visitor, unauthenticated: visitor },
        }),
      );
      return IdentityPoolId;
    };
    poolId = await newPool(true);
    loginsOnly = await newPool(false);
  });

  suiteTeardown(() => endpoint.stop());

  setup(async () => {
    home = await openAwsHome();
    await home.write('.aws/credentials', keyProfile('base', endpoint));
  });

  teardown(() => home.close());

  function role(name: string): string {
    return `arn:aws:iam::${endpoint.accountId}:role/${name}`;
  }

  function custom(): Pick<ConnectionDefinition, 'endpoint' | 'region'> {
    return { endpoint: { url: endpoint.endpoint }, region: 'us-east-1' };
  }

  function profile(name: string): Omit<ConnectionDefinition, 'name'> {
    return { credentials: { kind: 'profile', profile: name } };
  }

  /** Writes the sections into the config file; each profile's requests go to the local endpoint. */
  async function configure(sections: Readonly<Record<string, string>>): Promise<void> {
    const place = `region = us-east-1\nendpoint_url = ${endpoint.endpoint}\n`;
    await home.write(
      '.aws/config',
      Object.entries({ base: '', ...sections })
        .map(([name, lines]) => `[profile ${name}]\n${lines}\n${place}`)
        .join(''),
    );
  }

  async function open(definition: Omit<ConnectionDefinition, 'name'>, doors = scriptedDoors()) {
    return openConnection({ name: 'mine', ...definition }, doors);
  }

  /** ARN of who the connection is. */
  async function whoIs(definition: Omit<ConnectionDefinition, 'name'>, doors = scriptedDoors()) {
    const account = await open(definition, doors);
    const { arn, accountId } = await account.identity();
    assert.equal(accountId, endpoint.accountId);
    return arn;
  }

  async function failing(work: Promise<unknown>): Promise<string> {
    const error: unknown = await work.then(
      () => assert.fail('It did not fail.'),
      (failure: unknown) => failure,
    );
    assert.ok(isUserError(error), String(error));
    assert.doesNotMatch(`${error.message} ${error.cause}`, /marked-/);
    return error.message;
  }

  suite('of a profile', () => {
    test('come from a chain of roles', async () => {
      await configure({
        first: `role_arn = ${role('deploy')}\nsource_profile = base\nrole_session_name = me`,
        last: `role_arn = ${role('second')}\nsource_profile = first\nrole_session_name = me`,
      });
      assert.match(await whoIs(profile('last')), /assumed-role\/second\/me$/);
      const { target } = await open(profile('last'));
      assert.equal(target.accountId, endpoint.accountId, 'known before anything is asked');
    });

    test('come from a role with an external id', async () => {
      await configure({
        partner: `role_arn = ${role('partner')}\nsource_profile = base\nexternal_id = ticket-1`,
        wrong: `role_arn = ${role('partner')}\nsource_profile = base\nexternal_id = ticket-2`,
      });
      assert.match(await whoIs(profile('partner')), /assumed-role\/partner\//);
      assert.match(
        await failing(whoIs(profile('wrong'))),
        /^You may not get the credentials of mine: sts:AssumeRole is not allowed on mine \(AccessDenied\)/,
      );
    });

    test('come from a role and the environment', async () => {
      await configure({
        role: `role_arn = ${role('deploy')}\ncredential_source = Environment`,
      });
      home.set({
        AWS_ACCESS_KEY_ID: endpoint.accessKeyId,
        AWS_SECRET_ACCESS_KEY: endpoint.secretAccessKey,
      });
      assert.match(await whoIs(profile('role')), /assumed-role\/deploy\//);
    });

    test('come from a role that wants a second factor, asked for once for all requests', async () => {
      await configure({
        careful: `role_arn = ${role('careful')}\nsource_profile = base\nmfa_serial = arn:aws:iam::${endpoint.accountId}:mfa/me`,
      });
      const doors = scriptedDoors({ mfaCode: '123456' });
      const account = await open(profile('careful'), doors);
      assert.deepEqual(doors.mfaAsked, [], 'nothing is asked before it is needed');
      await Promise.all([account.identity(), account.roles.find('a'), account.functions.find('b')]);
      assert.deepEqual(doors.mfaAsked, [`arn:aws:iam::${endpoint.accountId}:mfa/me`]);
    });

    test('are asked for again with another code as long as STS refuses it', async () => {
      const server = await startMfaServer(endpoint, '123456');
      const serial = `arn:aws:iam::${endpoint.accountId}:mfa/me`;
      await configure({
        careful: `role_arn = ${role('careful')}\nsource_profile = base\nmfa_serial = ${serial}`,
      });
      home.set({ AWS_ENDPOINT_URL_STS: server.url });
      const doors = scriptedDoors({ mfaCode: ['111111', '222222', '123456'] });
      const account = await open(profile('careful'), doors);
      await account.functions.find('a');
      assert.deepEqual(server.codes, ['111111', '222222', '123456']);
      assert.deepEqual(doors.mfaAsked, [serial, `${serial} again`, `${serial} again`]);
      await server.close();
    });

    test('are not had with a device of somebody else, which no other code helps', async () => {
      const server = await startFaultServer(
        iamError(
          403,
          'AccessDenied',
          'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
        ),
      );
      await configure({
        careful: `role_arn = ${role('careful')}\nsource_profile = base\nmfa_serial = other-device`,
      });
      home.set({ AWS_ENDPOINT_URL_STS: server.target.endpoint ?? '' });
      const doors = scriptedDoors({ mfaCode: '123456' });
      const message = await failing(whoIs(profile('careful'), doors));
      assert.match(
        message,
        /unable to validate MFA code \(AccessDenied\)\. Check that the MFA device/,
      );
      assert.deepEqual(doors.mfaAsked, ['other-device']);
      await server.close();
    });

    test('are not had without the second factor', async () => {
      await configure({
        careful: `role_arn = ${role('careful')}\nsource_profile = base\nmfa_serial = arn:aws:iam::${endpoint.accountId}:mfa/me`,
        careless: `role_arn = ${role('careful')}\nsource_profile = base`,
      });
      const account = await open(profile('careful'));
      await assert.rejects(account.identity(), isCancelled);
      const request = { functionName: 'orders', type: 'RequestResponse' } as const;
      const payload = Buffer.from('{}');
      await assert.rejects(account.invoke({ ...request, payload }), isCancelled);
      assert.match(await failing(whoIs(profile('careless'))), /sts:AssumeRole is not allowed/);
    });

    test('come from a program', async () => {
      const { script } = await program(
        `{ Version: 1, AccessKeyId: '${endpoint.accessKeyId}', SecretAccessKey: '${endpoint.secretAccessKey}' }`,
      );
      await configure({ program: `credential_process = ${script}` });
      assert.match(await whoIs(profile('program')), /:root$/);
    });

    test('come from a web identity token', async () => {
      // Made by the account's own Cognito, whose tokens its STS knows.
      const token = await webIdentityToken();
      const file = await home.write('token', token);
      await configure({
        web: `role_arn = ${role('visitor')}\nweb_identity_token_file = ${file}\nrole_session_name = me`,
        gone: `role_arn = ${role('visitor')}\nweb_identity_token_file = ${file}.gone`,
      });
      assert.match(await whoIs(profile('web')), /assumed-role\/visitor\/me$/);
      assert.match(
        await failing(whoIs(profile('gone'))),
        /^The web identity token of mine is not there \(Error\)\. Check web_identity_token_file/,
      );
    });

    test('go to the endpoints of its services section', async () => {
      const nobody = 'http://127.0.0.1:9';
      await home.write(
        '.aws/config',
        `[default]\nendpoint_url = ${nobody}\n[profile base]\nregion = us-east-1\nendpoint_url = ${nobody}\nservices = mine\n[services mine]\nsts =\n  endpoint_url = ${endpoint.endpoint}\niam =\n  endpoint_url = ${endpoint.endpoint}\n`,
      );
      assert.match(await whoIs(profile('base')), /:root$/);
      const account = await open(profile('base'));
      assert.match(
        await failing(account.functions.find('a')),
        /^Could not reach http:\/\/127\.0\.0\.1:9:/,
      );
      home.set({ AWS_ENDPOINT_URL_LAMBDA: endpoint.endpoint });
      assert.equal(await (await open(profile('base'))).functions.find('a'), undefined);
    });

    test('go to AWS when configured endpoints are to be ignored', async () => {
      await configure({});
      home.set({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' });
      assert.equal((await open(profile('base'))).target.endpoint, undefined);
    });

    const wrong: Record<string, [lines: string, message: RegExp]> = {
      'without anything to get them from': [
        'x = y',
        /^The profile p does not exist or has nothing/,
      ],
      'whose source is itself': [
        `role_arn = arn:aws:iam::1:role/a\nsource_profile = p`,
        /^The source_profile of p leads back to itself/,
      ],
      'whose source is not there': [
        `role_arn = arn:aws:iam::1:role/a\nsource_profile = nobody`,
        /^The profile nobody does not exist/,
      ],
      'of an unknown source': [
        `role_arn = arn:aws:iam::1:role/a\ncredential_source = Moon`,
        /^The credential_source of the profile p is none of Environment/,
      ],
      'whose services section is not there': [
        'services = nowhere',
        /^The profile p names the services section nowhere, which is not in the config file/,
      ],
      'whose program fails': [
        'credential_process = node -e "console.error(`marked-password`); process.exit(3)" marked-argument',
        /^The credential_process of the profile p failed/,
      ],
      'whose program is not there': [
        'credential_process = /nowhere/program marked-argument',
        /^The credential_process of the profile p failed/,
      ],
      'whose program says something else': [
        `credential_process = echo marked-secret`,
        /^The credential_process of the profile p returned invalid JSON/,
      ],
      'whose program says too little': [
        `credential_process = echo '{"Version":1,"SecretAccessKey":"marked-secret"}'`,
        /^The credential_process of the profile p returned invalid credentials/,
      ],
      'whose program has another version': [
        `credential_process = echo '{"Version":2}'`,
        /^The credential_process of the profile p did not return "Version": 1/,
      ],
      'whose program has credentials of the past': [
        `credential_process = echo '{"Version":1,"AccessKeyId":"a","SecretAccessKey":"marked-secret","Expiration":"2020-01-01T00:00:00Z"}'`,
        /^The credential_process of the profile p returned expired credentials/,
      ],
      'whose login has no session': [
        'login_session = arn:aws:iam::111122223333:user/me',
        /^The session of mine that aws login began has ended or cannot be read \(CredentialsProviderError\)\. Run aws login --profile p/,
      ],
      'that lacks a part of its sign-in': [
        'sso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1',
        /^The profile p lacks one of sso_account_id/,
      ],
    };
    for (const [what, [lines, message]] of Object.entries(wrong)) {
      test(`${what} are not had, and the message says why`, async () => {
        await configure({ p: lines });
        const work = open(profile('p')).then((account) => account.identity());
        assert.match(await failing(work), message);
      });
    }

    test('of a login whose file is damaged are not had, and nothing of it is repeated', async () => {
      home.set({ AWS_LOGIN_CACHE_DIRECTORY: home.folder });
      const session = 'arn:aws:iam::111122223333:user/me';
      const { createHash } = await import('node:crypto');
      await home.write(
        `${createHash('sha256').update(session).digest('hex')}.json`,
        'marked-token',
      );
      await configure({ p: `login_session = ${session}` });
      const account = await open(profile('p'));
      assert.equal(account.target.accountId, '111122223333');
      assert.match(await failing(account.identity()), /^The session of mine that aws login began/);
    });
  });

  suite('of an environment', () => {
    test('that has none are not had, and the message says so', async () => {
      home.set({ AWS_REGION: 'us-east-1' });
      assert.match(
        await failing(whoIs({ credentials: { kind: 'environment' } })),
        /^The environment of VS Code has no AWS_ACCESS_KEY_ID/,
      );
    });

    test('that names a profile come from there, by the default chain', async () => {
      await configure({ named: `role_arn = ${role('deploy')}\nsource_profile = base` });
      home.set({ AWS_PROFILE: 'named' });
      assert.match(await whoIs({ credentials: { kind: 'default' } }), /assumed-role\/deploy\//);
    });

    test('may be in files of other places', async () => {
      const config = await home.write(
        'customer/config',
        `[profile theirs]\nregion = us-east-1\nendpoint_url = ${endpoint.endpoint}\n`,
      );
      const credentials = await home.write('customer/credentials', keyProfile('theirs', endpoint));
      home.set({ AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials });
      assert.match(await whoIs(profile('theirs')), /:root$/);
    });
  });

  suite('of a Cognito identity pool', () => {
    test('are those of a guest', async () => {
      const arn = await whoIs({
        credentials: { kind: 'cognito', identityPoolId: poolId },
        endpoint: { url: endpoint.endpoint },
      });
      assert.match(arn, /assumed-role\/visitor\/CognitoIdentityCredentials$/);
    });

    test('are those of who has logged in', async () => {
      const doors = scriptedDoors({ secrets: { loginToken: 'marked-token' } });
      const definition = {
        credentials: { kind: 'cognito', identityPoolId: loginsOnly, provider },
        ...custom(),
      } as const;
      assert.match(await whoIs(definition, doors), /CognitoIdentityCredentials$/);
    });

    test('are asked for with the custom role', async () => {
      const server = await startFaultServer(
        answer(200, {}, JSON.stringify({ IdentityId: 'us-east-1:1' })),
        answer(400, { 'x-amzn-errortype': 'NotAuthorizedException' }, '{"message":"no"}'),
      );
      const doors = scriptedDoors({ secrets: { loginToken: 'marked-token' } });
      const message = await failing(
        whoIs(
          {
            credentials: {
              kind: 'cognito',
              identityPoolId: poolId,
              provider,
              roleArn: role('vip'),
            },
            endpoint: { url: server.target.endpoint ?? '' },
          },
          doors,
        ),
      );
      await server.close();
      assert.match(message, /^The identity pool of mine does not accept the login/);
      const [, second] = server.requests;
      assert.deepEqual(JSON.parse(second?.body.toString() ?? ''), {
        IdentityId: 'us-east-1:1',
        CustomRoleArn: role('vip'),
        Logins: { [provider]: 'marked-token' },
      });
    });

    const refused: Record<string, [source: () => object, message: RegExp]> = {
      'that takes no guests': [
        () => ({ identityPoolId: loginsOnly }),
        /^The identity pool of mine takes no guests/,
      ],
      'that does not know the provider': [
        () => ({ identityPoolId: poolId, provider: 'graph.facebook.com' }),
        /^The identity pool of mine does not accept the login/,
      ],
      'that does not exist': [
        () => ({ identityPoolId: 'us-east-1:00000000-0000-0000-0000-000000000000' }),
        /^There is no such identity pool as that of mine in us-east-1/,
      ],
    };
    for (const [what, [source, message]] of Object.entries(refused)) {
      test(`${what} are not had, and the message says so`, async () => {
        const doors = scriptedDoors({ secrets: { loginToken: 'marked-token' } });
        const credentials = { kind: 'cognito', identityPoolId: '', ...source() } as const;
        assert.match(await failing(whoIs({ credentials, ...custom() }, doors)), message);
      });
    }

    test('are not had without the token that they need', async () => {
      const credentials = { kind: 'cognito', identityPoolId: poolId, provider } as const;
      assert.match(
        await failing(whoIs({ credentials, ...custom() })),
        /^The connection mine has no token of accounts\.google\.com on this machine\. Sign in/,
      );
    });
  });

  suite('typed by hand', () => {
    test('may be temporary', async () => {
      const { Credentials } = await localClients(endpoint).sts.send(new GetSessionTokenCommand());
      const secrets = {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      };
      const definition = { credentials: { kind: 'accessKeys' }, ...custom() } as const;
      assert.match(await whoIs(definition, scriptedDoors({ secrets })), /:root$/);
    });

    test('are missed when they are not on this machine', async () => {
      const definition = { credentials: { kind: 'accessKeys' }, ...custom() } as const;
      assert.match(await failing(whoIs(definition)), /^The connection mine has no access key/);
    });
  });

  suite('of a role on top of others', () => {
    test('are had with external id, session name, duration and second factor', async () => {
      const { accessKeyId, secretAccessKey } = endpoint;
      const secrets = { accessKeyId, secretAccessKey };
      const keys = { credentials: { kind: 'accessKeys' }, ...custom() } as const;
      assert.match(
        await whoIs(
          {
            ...keys,
            assumeRole: {
              roleArn: role('partner'),
              externalId: 'ticket-1',
              sessionName: 'me@work',
              duration: 900,
            },
          },
          scriptedDoors({ secrets }),
        ),
        /assumed-role\/partner\/me@work$/,
      );
      const doors = scriptedDoors({ secrets, mfaCode: '123456' });
      const mfaSerial = `arn:aws:iam::${endpoint.accountId}:mfa/me`;
      const careful = { ...keys, assumeRole: { roleArn: role('careful'), mfaSerial } };
      assert.match(await whoIs(careful, doors), /assumed-role\/careful\/lambda-bench$/);
      assert.deepEqual(doors.mfaAsked, [mfaSerial]);
    });

    test('are had on top of a profile', async () => {
      await configure({});
      assert.match(
        await whoIs({ ...profile('base'), assumeRole: { roleArn: role('deploy') } }),
        /assumed-role\/deploy\/lambda-bench$/,
      );
    });

    test('that may not be assumed are not had, and the message names the role', async () => {
      await configure({});
      assert.match(
        await failing(whoIs({ ...profile('base'), assumeRole: { roleArn: role('nobody') } })),
        /sts:AssumeRole is not allowed on arn:aws:iam::\d+:role\/nobody/,
      );
    });
  });

  /** A program that prints what the expression says, and counts its runs. */
  async function program(expression: string) {
    const runs = `${home.folder}/runs`;
    const file = await home.write(
      'program.cjs',
      `require('fs').appendFileSync(${JSON.stringify(runs)}, '.');\nconsole.log(JSON.stringify(${expression}));\n`,
    );
    return {
      script: `"${process.execPath}" "${file}" marked-argument`,
      runs: async () => (await readFile(runs, 'utf8').catch(() => '')).length,
    };
  }

  async function webIdentityToken(): Promise<string> {
    const { GetIdCommand, GetOpenIdTokenCommand } = await import(
      '@aws-sdk/client-cognito-identity'
    );
    const { cognitoIdentity } = localClients(endpoint);
    const { IdentityId } = await cognitoIdentity.send(new GetIdCommand({ IdentityPoolId: poolId }));
    const { Token = '' } = await cognitoIdentity.send(new GetOpenIdTokenCommand({ IdentityId }));
    return Token;
  }

  suite('are fresh', () => {
    test('when the credentials file changes', async () => {
      await configure({});
      await home.write(
        '.aws/credentials',
        keyProfile('base', { accessKeyId: 'AKIAOLD', secretAccessKey: 'marked-old' }),
      );
      const account = await open(profile('base'));
      assert.match(await failing(account.identity()), /credentials of mine are not known/);
      await home.write('.aws/credentials', keyProfile('base', endpoint));
      assert.equal((await account.identity()).accountId, endpoint.accountId);
      assert.equal(await account.isCurrent(), false);
    });

    test('when they expire, by running the program anew', async () => {
      const { script, runs } = await program(
        `{ Version: 1, AccessKeyId: '${endpoint.accessKeyId}', SecretAccessKey: '${endpoint.secretAccessKey}', Expiration: new Date(Date.now() + 1500).toISOString() }`,
      );
      await configure({ program: `credential_process = ${script}` });
      const account = await open(profile('program'));
      await account.functions.find('a');
      assert.equal(await runs(), 1);
      await new Promise((wake) => setTimeout(wake, 1500));
      await account.functions.find('a');
      assert.equal(await runs(), 2);
    });

    test('only then: what does not expire is had once', async () => {
      const { script, runs } = await program(
        `{ Version: 1, AccessKeyId: '${endpoint.accessKeyId}', SecretAccessKey: '${endpoint.secretAccessKey}' }`,
      );
      await configure({ program: `credential_process = ${script}` });
      const account = await open(profile('program'));
      await Promise.all([account.functions.find('a'), account.roles.find('a')]);
      await account.identity();
      assert.equal(await runs(), 1);
      assert.equal(await account.isCurrent(), true);
    });

    test('but who was asked for a code is asked again only when they have expired', async () => {
      const refusal = (type: string) =>
        answer(403, { 'x-amzn-errortype': type, 'content-type': 'application/json' }, '{}');
      const server = await startFaultServer(
        ...Array.from({ length: 2 }, () => refusal('UnrecognizedClientException')),
        refusal('ExpiredTokenException'),
      );
      home.set({ AWS_ENDPOINT_URL_LAMBDA: server.target.endpoint ?? '' });
      await configure({
        careful: `role_arn = ${role('careful')}\nsource_profile = base\nmfa_serial = arn:aws:iam::${endpoint.accountId}:mfa/me`,
      });
      const doors = scriptedDoors({ mfaCode: '123456' });
      const account = await open(profile('careful'), doors);
      await failing(account.functions.find('a'));
      await failing(account.functions.find('a'));
      assert.equal(doors.mfaAsked.length, 1);
      await failing(account.functions.find('a'));
      await failing(account.functions.find('a'));
      await server.close();
      assert.equal(doors.mfaAsked.length, 2);
    });

    test('after they were refused, though their program gave no time of expiry', async () => {
      const { script, runs } = await program(
        `{ Version: 1, AccessKeyId: 'AKIAUNKNOWN', SecretAccessKey: 'marked-secret' }`,
      );
      await configure({ program: `credential_process = ${script}` });
      const account = await open(profile('program'));
      assert.match(await failing(account.functions.find('a')), /are not known/);
      assert.match(await failing(account.roles.find('a')), /are not known/);
      assert.equal(await runs(), 2);
    });
  });
});
