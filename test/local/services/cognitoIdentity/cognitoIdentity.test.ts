import assert from 'node:assert/strict';
import {
  type CognitoIdentityClient,
  CreateIdentityPoolCommand,
  type CreateIdentityPoolCommandInput,
  type Credentials,
  DeleteIdentityPoolCommand,
  DescribeIdentityCommand,
  DescribeIdentityPoolCommand,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetIdentityPoolRolesCommand,
  GetOpenIdTokenCommand,
  ListIdentitiesCommand,
  ListIdentityPoolsCommand,
  ListTagsForResourceCommand,
  paginateListIdentityPools,
  SetIdentityPoolRolesCommand,
  TagResourceCommand,
  UpdateIdentityPoolCommand,
} from '@aws-sdk/client-cognito-identity';
import { CreateRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import {
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  type STSClient,
} from '@aws-sdk/client-sts';
import { localClients, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';

suite('Cognito Identity of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let cognito: CognitoIdentityClient;
  let iam: IAMClient;
  let sts: STSClient;
  const google = { 'accounts.google.com': 'client' };

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    ({ cognitoIdentity: cognito, iam, sts } = localClients(endpoint));
  });

  suiteTeardown(() => endpoint.stop());

  test('keeps identity pools', async () => {
    const { $metadata: _, ...made } = await createPool({
      SupportedLoginProviders: google,
      IdentityPoolTags: { team: 'red' },
    });
    const { IdentityPoolId = '' } = made;
    assert.match(IdentityPoolId, /^us-east-1:[0-9a-f-]{36}$/);
    assert.deepEqual(made, {
      IdentityPoolId,
      IdentityPoolName: 'pool',
      AllowUnauthenticatedIdentities: true,
      SupportedLoginProviders: google,
      IdentityPoolTags: { team: 'red' },
    });
    const describe = () => cognito.send(new DescribeIdentityPoolCommand({ IdentityPoolId }));
    assert.deepEqual({ ...(await describe()), $metadata: _ }, { ...made, $metadata: _ });

    await cognito.send(
      new UpdateIdentityPoolCommand({
        IdentityPoolId,
        IdentityPoolName: 'renamed',
        AllowUnauthenticatedIdentities: false,
      }),
    );
    const { $metadata: __, ...updated } = await describe();
    assert.deepEqual(updated, {
      IdentityPoolId,
      IdentityPoolName: 'renamed',
      AllowUnauthenticatedIdentities: false,
      IdentityPoolTags: { team: 'red' },
    });
    const ResourceArn = `arn:aws:cognito-identity:us-east-1:000000000000:identitypool/${IdentityPoolId}`;
    await cognito.send(new TagResourceCommand({ ResourceArn, Tags: { cost: '1' } }));
    const { Tags } = await cognito.send(new ListTagsForResourceCommand({ ResourceArn }));
    assert.deepEqual(Tags, { team: 'red', cost: '1' });

    await cognito.send(new DeleteIdentityPoolCommand({ IdentityPoolId }));
    assert.deepEqual(await refusalOf(describe()), {
      name: 'ResourceNotFoundException',
      message: `IdentityPool '${IdentityPoolId}' not found.`,
      status: 400,
    });
  });

  test('lists pools page by page', async () => {
    const made = [await createPool(), await createPool(), await createPool()];
    const found: (string | undefined)[] = [];
    for await (const page of paginateListIdentityPools({ client: cognito }, { MaxResults: 2 })) {
      found.push(...(page.IdentityPools ?? []).map((pool) => pool.IdentityPoolId));
    }
    for (const { IdentityPoolId } of made) {
      assert.equal(found.filter((id) => id === IdentityPoolId).length, 1);
    }
  });

  test('gives guests credentials of their role, without a signature', async () => {
    const { IdentityPoolId } = await createPool();
    const role = await createRole('guests', IdentityPoolId, 'unauthenticated');
    await setRoles(IdentityPoolId, { unauthenticated: role?.Arn });
    const nobody = localClients(endpoint, { accessKeyId: 'none', secretAccessKey: 'none' });
    const guest = nobody.cognitoIdentity;
    const { IdentityId } = await guest.send(new GetIdCommand({ IdentityPoolId }));
    assert.match(IdentityId ?? '', /^us-east-1:[0-9a-f-]{36}$/);
    const given = await guest.send(new GetCredentialsForIdentityCommand({ IdentityId }));
    assert.equal(given.IdentityId, IdentityId);
    assert.ok((given.Credentials?.Expiration?.getTime() ?? 0) > Date.now());
    assert.equal(
      await arnOf(given.Credentials),
      'arn:aws:sts::000000000000:assumed-role/guests/CognitoIdentityCredentials',
    );
    const other = await guest.send(new GetIdCommand({ IdentityPoolId }));
    assert.notEqual(other.IdentityId, IdentityId);
    const listed = await cognito.send(
      new ListIdentitiesCommand({ IdentityPoolId, MaxResults: 10 }),
    );
    assert.equal(listed.Identities?.length, 2);
    const pools = await refusalOf(guest.send(new ListIdentityPoolsCommand({ MaxResults: 1 })));
    assert.equal(pools.status, 403);
  });

  test('takes unsigned what AWS takes unsigned, and nothing else', async () => {
    const { IdentityPoolId } = await createPool();
    const call = (operation: string, input: object) =>
      fetch(endpoint.endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `AWSCognitoIdentityService.${operation}`,
        },
        body: JSON.stringify(input),
      });
    const answer = await call('GetId', { IdentityPoolId });
    assert.equal(answer.status, 200);
    const { IdentityId } = Object(await answer.json());
    assert.match(IdentityId, /^us-east-1:/);
    const refused = await call('DescribeIdentity', { IdentityId });
    assert.equal(refused.status, 403);
    assert.equal(Object(await refused.json()).__type, 'MissingAuthenticationTokenException');
  });

  test('knows again who logs in, and gives them their own role', async () => {
    const { IdentityPoolId } = await createPool({
      AllowUnauthenticatedIdentities: false,
      SupportedLoginProviders: google,
    });
    const role = await createRole('users', IdentityPoolId, 'authenticated');
    await setRoles(IdentityPoolId, { authenticated: role?.Arn });
    const Logins = { 'accounts.google.com': tokenOf({ sub: 'ann', n: 1 }) };
    const first = await cognito.send(new GetIdCommand({ IdentityPoolId, Logins }));
    const later = { 'accounts.google.com': tokenOf({ sub: 'ann', n: 2 }) };
    const again = await cognito.send(new GetIdCommand({ IdentityPoolId, Logins: later }));
    assert.equal(again.IdentityId, first.IdentityId);
    const { IdentityId } = first;
    const described = await cognito.send(new DescribeIdentityCommand({ IdentityId }));
    assert.deepEqual(described.Logins, ['accounts.google.com']);
    const credentials = (logins: Record<string, string> | undefined) =>
      cognito.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins: logins }));
    const given = await credentials(later);
    assert.match(
      await arnOf(given.Credentials),
      /assumed-role\/users\/CognitoIdentityCredentials$/,
    );
    const refusals: [() => Promise<unknown>, string][] = [
      [() => credentials(undefined), `Access to Identity '${IdentityId}' is forbidden.`],
      [
        () => credentials({ 'accounts.google.com': tokenOf({ sub: 'bob' }) }),
        "Logins don't match. Please include at least one valid login for this identity or identity pool.",
      ],
      [
        () => credentials({ 'graph.facebook.com': 'x' }),
        'Token is not from a supported provider of this identity pool.',
      ],
      [
        () => credentials({ 'accounts.google.com': tokenOf({ iss: 'https://other', sub: 'ann' }) }),
        "Invalid login token. Issuer doesn't match providerName",
      ],
      [
        () => cognito.send(new GetIdCommand({ IdentityPoolId })),
        'Unauthenticated access is not supported for this identity pool.',
      ],
    ];
    for (const [refuse, message] of refusals) {
      assert.deepEqual(await refusalOf(refuse()), {
        name: 'NotAuthorizedException',
        message,
        status: 400,
      });
    }
  });

  test('makes a guest who logs in the identity of their login', async () => {
    const { IdentityPoolId } = await createPool({ SupportedLoginProviders: google });
    const role = await createRole('grown', IdentityPoolId, 'authenticated');
    await setRoles(IdentityPoolId, { authenticated: role?.Arn });
    const guest = await cognito.send(new GetIdCommand({ IdentityPoolId }));
    const Logins = { 'accounts.google.com': 'opaque' };
    const { IdentityId } = guest;
    await cognito.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
    const known = await cognito.send(new GetIdCommand({ IdentityPoolId, Logins }));
    assert.equal(known.IdentityId, IdentityId);
  });

  test('refuses credentials where the role does not trust the pool', async () => {
    const { IdentityPoolId } = await createPool();
    const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId }));
    const ask = () => cognito.send(new GetCredentialsForIdentityCommand({ IdentityId }));
    const refused = {
      name: 'InvalidIdentityPoolConfigurationException',
      message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
      status: 400,
    };
    assert.deepEqual(await refusalOf(ask()), refused);
    const wrongKind = await createRole('wrong-kind', IdentityPoolId, 'authenticated');
    await setRoles(IdentityPoolId, { unauthenticated: wrongKind?.Arn });
    assert.deepEqual(await refusalOf(ask()), refused);
    const otherPool = await createRole('other-pool', 'us-east-1:0', 'unauthenticated');
    await setRoles(IdentityPoolId, { unauthenticated: otherPool?.Arn });
    assert.deepEqual(await refusalOf(ask()), refused);
    const shown = await cognito.send(new GetIdentityPoolRolesCommand({ IdentityPoolId }));
    assert.deepEqual(shown.Roles, { unauthenticated: otherPool?.Arn });
  });

  test('makes tokens that STS takes for a role, in the classic flow', async () => {
    const { IdentityPoolId } = await createPool();
    const role = await createRole('classic', IdentityPoolId, 'unauthenticated');
    const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId }));
    const { Token } = await cognito.send(new GetOpenIdTokenCommand({ IdentityId }));
    const assume = (WebIdentityToken: string | undefined) =>
      sts.send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: role?.Arn,
          RoleSessionName: 'classic',
          WebIdentityToken,
        }),
      );
    const made = await assume(Token);
    assert.deepEqual(
      [made.SubjectFromWebIdentityToken, made.Audience, made.Provider],
      [IdentityId, IdentityPoolId, 'cognito-identity.amazonaws.com'],
    );
    const forged = await refusalOf(assume(`${Token}x`));
    assert.equal(forged.name, 'InvalidIdentityTokenException');
    const modern = await createPool({ AllowClassicFlow: false });
    const guest = await cognito.send(new GetIdCommand({ IdentityPoolId: modern.IdentityPoolId }));
    const call = new GetOpenIdTokenCommand({ IdentityId: guest.IdentityId });
    assert.deepEqual(await refusalOf(cognito.send(call)), {
      name: 'InvalidParameterException',
      message: 'Basic (classic) flow is not enabled, please use enhanced flow.',
      status: 400,
    });
  });

  test('forgets the identities of a pool with it', async () => {
    const { IdentityPoolId } = await createPool();
    const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId }));
    await cognito.send(new DescribeIdentityCommand({ IdentityId }));
    await cognito.send(new DeleteIdentityPoolCommand({ IdentityPoolId }));
    const { message } = await refusalOf(cognito.send(new DescribeIdentityCommand({ IdentityId })));
    assert.equal(message, `Identity '${IdentityId}' not found.`);
  });

  test('refuses identities and pools that it does not know', async () => {
    const id = 'us-east-1:8d8f0000-1234-5678-9abc-def012345678';
    const unknown = (message: string) => ({
      name: 'ResourceNotFoundException',
      message,
      status: 400,
    });
    assert.deepEqual(
      await refusalOf(cognito.send(new GetIdCommand({ IdentityPoolId: id }))),
      unknown(`IdentityPool '${id}' not found.`),
    );
    assert.deepEqual(
      await refusalOf(cognito.send(new GetCredentialsForIdentityCommand({ IdentityId: id }))),
      unknown(`Identity '${id}' not found.`),
    );
    const bad = await refusalOf(cognito.send(new GetIdCommand({ IdentityPoolId: 'no pool' })));
    assert.equal(bad.name, 'ValidationException');
    assert.match(bad.message, /^1 validation error detected: Value 'no pool' at 'identityPoolId'/);
  });

  function createPool(but: Partial<CreateIdentityPoolCommandInput> = {}) {
    return cognito.send(
      new CreateIdentityPoolCommand({
        IdentityPoolName: 'pool',
        AllowUnauthenticatedIdentities: true,
        ...but,
      }),
    );
  }

  async function createRole(RoleName: string, pool: string | undefined, amr: string) {
    const provider = 'cognito-identity.amazonaws.com';
    const Statement = [
      {
        Effect: 'Allow',
        Principal: { Federated: provider },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { [`${provider}:aud`]: pool },
          'ForAnyValue:StringLike': { [`${provider}:amr`]: amr },
        },
      },
    ];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const command = new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument });
    return (await iam.send(command)).Role;
  }

  function setRoles(IdentityPoolId: string | undefined, roles: Record<string, string | undefined>) {
    const Roles: Record<string, string> = {};
    for (const [kind, arn] of Object.entries(roles)) Roles[kind] = arn ?? '';
    return cognito.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles }));
  }

  async function arnOf(given: Credentials | undefined): Promise<string> {
    const { AccessKeyId = '', SecretKey = '', SessionToken = '' } = given ?? {};
    const keys = {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretKey,
      sessionToken: SessionToken,
    };
    const { Arn = '' } = await localClients(endpoint, keys).sts.send(
      new GetCallerIdentityCommand(),
    );
    return Arn;
  }

  function tokenOf(claims: object): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none' })}.${part(claims)}.`;
  }
});
