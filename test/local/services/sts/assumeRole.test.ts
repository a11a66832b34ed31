import assert from 'node:assert/strict';
import { CreateRoleCommand, DeleteRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  type Credentials,
  DecodeAuthorizationMessageCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  type STSClient,
} from '@aws-sdk/client-sts';
import { localClients, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';

suite('STS of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let iam: IAMClient;
  let sts: STSClient;
  const account = 'arn:aws:iam::000000000000';
  const root = `${account}:root`;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    ({ iam, sts } = localClients(endpoint));
  });

  suiteTeardown(() => endpoint.stop());

  test('gives credentials of a role to whom it trusts', async () => {
    const role = await create('trusting', { Principal: { AWS: root } });
    const before = Date.now();
    const made = await assume({ RoleArn: role?.Arn, DurationSeconds: 900 });
    const arn = 'arn:aws:sts::000000000000:assumed-role/trusting/test';
    const AssumedRoleId = `${role?.RoleId}:test`;
    assert.deepEqual(made.AssumedRoleUser, { AssumedRoleId, Arn: arn });
    assert.equal(made.PackedPolicySize, undefined);
    const lasts = (made.Credentials?.Expiration?.getTime() ?? 0) - before;
    assert.ok(lasts >= 899_000 && lasts <= 960_000, `It lasts ${lasts} ms.`);
    const identity = await clientOf(made.Credentials).send(new GetCallerIdentityCommand());
    assert.deepEqual(
      [identity.Arn, identity.UserId, identity.Account],
      [arn, AssumedRoleId, '000000000000'],
    );
  });

  test('refuses a role that does not trust the caller as one that does not exist', async () => {
    await create('distrusting', { Principal: { AWS: 'arn:aws:iam::123456789012:root' } });
    for (const name of ['distrusting', 'nobody']) {
      const RoleArn = `${account}:role/${name}`;
      assert.deepEqual(await refusalOf(assume({ RoleArn })), {
        name: 'AccessDenied',
        message: `User: ${root} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
        status: 403,
      });
    }
  });

  test('evaluates the external id and the second factor that a role demands', async () => {
    const external = await create('external', {
      Principal: { AWS: root },
      Condition: { StringEquals: { 'sts:ExternalId': 'shared' } },
    });
    await assume({ RoleArn: external?.Arn, ExternalId: 'shared' });
    const other = await refusalOf(assume({ RoleArn: external?.Arn, ExternalId: 'other' }));
    assert.equal(other.name, 'AccessDenied');

    const factor = await create('factor', {
      Principal: { AWS: root },
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    });
    const RoleArn = factor?.Arn;
    const SerialNumber = `${account}:mfa/ann`;
    await assume({ RoleArn, SerialNumber, TokenCode: '123456' });
    assert.equal((await refusalOf(assume({ RoleArn }))).name, 'AccessDenied');
    const half = await refusalOf(assume({ RoleArn, SerialNumber }));
    assert.match(half.message, /^MultiFactorAuthentication failed, must provide both/);
    const short = await refusalOf(assume({ RoleArn, SerialNumber, TokenCode: '12' }));
    assert.equal(short.name, 'ValidationError');

    const session = new GetSessionTokenCommand({ SerialNumber, TokenCode: '123456' });
    const { Credentials } = await sts.send(session);
    await assume({ RoleArn }, clientOf(Credentials));
  });

  test('wants session tags and a source identity to be trusted too', async () => {
    const plain = await create('plain', { Principal: { AWS: root } });
    const Tags = [{ Key: 'team', Value: 'red' }];
    const tagged = await refusalOf(assume({ RoleArn: plain?.Arn, Tags }));
    assert.match(tagged.message, /is not authorized to perform: sts:TagSession on resource/);
    const sourced = await refusalOf(assume({ RoleArn: plain?.Arn, SourceIdentity: 'ann' }));
    assert.match(sourced.message, /is not authorized to perform: sts:SetSourceIdentity on/);
    const open = await create('open', {
      Principal: { AWS: root },
      Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
      Condition: { StringEquals: { 'aws:RequestTag/team': 'red' } },
    });
    const made = await assume({ RoleArn: open?.Arn, Tags, SourceIdentity: 'ann' });
    assert.equal(made.SourceIdentity, 'ann');
    assert.equal(made.PackedPolicySize, 1);
  });

  test('keeps sessions within the time that the role allows', async () => {
    const role = await create('short', { Principal: { AWS: root } });
    const long = await refusalOf(assume({ RoleArn: role?.Arn, DurationSeconds: 3601 }));
    assert.deepEqual(long, {
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      status: 400,
    });
    const tooShort = await refusalOf(assume({ RoleArn: role?.Arn, DurationSeconds: 899 }));
    assert.match(tooShort.message, /'durationSeconds'.*greater than or equal to 900/);
  });

  test('refuses session policies that are none, or too large', async () => {
    const role = await create('narrowed', { Principal: { AWS: root } });
    const RoleArn = role?.Arn;
    const bad = await refusalOf(assume({ RoleArn, Policy: '{' }));
    assert.equal(bad.name, 'MalformedPolicyDocumentException');
    const Statement = [
      { Effect: 'Allow', Action: 'lambda:*', Resource: '*', Sid: 'a'.repeat(2100) },
    ];
    const large = JSON.stringify({ Version: '2012-10-17', Statement });
    const refused = await refusalOf(assume({ RoleArn, Policy: large }));
    assert.equal(refused.name, 'PackedPolicyTooLargeException');
    const arn = 'arn:aws:iam::aws:policy/AWSLambda_ReadOnlyAccess';
    const { PackedPolicySize } = await assume({ RoleArn, PolicyArns: [{ arn }] });
    assert.equal(PackedPolicySize, 3);
  });

  test('gives the root key sessions, which cannot give further ones', async () => {
    const { Credentials } = await sts.send(new GetSessionTokenCommand({ DurationSeconds: 7200 }));
    const client = clientOf(Credentials);
    assert.equal((await client.send(new GetCallerIdentityCommand())).Arn, root);
    assert.deepEqual(await refusalOf(client.send(new GetSessionTokenCommand({}))), {
      name: 'AccessDenied',
      message: 'Cannot call GetSessionToken with session credentials',
      status: 403,
    });
    const lasts = (Credentials?.Expiration?.getTime() ?? 0) - Date.now();
    assert.ok(lasts > 0 && lasts <= 3_600_000);
  });

  test('knows the account of its keys, and no encoded messages', async () => {
    const AccessKeyId = endpoint.accessKeyId;
    const { Account } = await sts.send(new GetAccessKeyInfoCommand({ AccessKeyId }));
    assert.equal(Account, '000000000000');
    const decode = new DecodeAuthorizationMessageCommand({ EncodedMessage: 'x' });
    const { name, status } = await refusalOf(sts.send(decode));
    assert.deepEqual([name, status], ['InvalidAuthorizationMessageException', 400]);
  });

  test('does not mistake a new role for one of the same name that is gone', async () => {
    const gone = await create('reborn', { Principal: { AWS: root } });
    await iam.send(new DeleteRoleCommand({ RoleName: 'reborn' }));
    const back = await create('reborn', { Principal: { AWS: root } });
    assert.notEqual(back?.RoleId, gone?.RoleId);
    const { AssumedRoleUser } = await assume({ RoleArn: back?.Arn });
    assert.equal(AssumedRoleUser?.AssumedRoleId, `${back?.RoleId}:test`);
  });

  async function create(RoleName: string, statement: object) {
    const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const command = new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument });
    return (await iam.send(command)).Role;
  }

  function assume(input: Partial<AssumeRoleCommandInput>, client = sts) {
    const command = { RoleArn: undefined, RoleSessionName: 'test', ...input };
    return client.send(new AssumeRoleCommand(command));
  }

  function clientOf(credentials: Credentials | undefined): STSClient {
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = credentials ?? {};
    const keys = {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    };
    return localClients(endpoint, keys).sts;
  }
});
