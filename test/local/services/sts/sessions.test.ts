import assert from 'node:assert/strict';
import {
  CreateIdentityPoolCommand,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { GetAccountSettingsCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { localClients, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';

suite('Sessions of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let root: ReturnType<typeof localClients>;
  const account = 'arn:aws:iam::000000000000';
  const roleArn = (name: string) => `${account}:role/${name}`;
  const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const trust = (statement: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    root = localClients(endpoint);
    const AssumeRolePolicyDocument = trust({
      Principal: { AWS: `${account}:root` },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    });
    for (const RoleName of ['admin', 'plain', 'second', 'tagged']) {
      await root.iam.send(
        new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, MaxSessionDuration: 43_200 }),
      );
    }
    for (const RoleName of ['admin', 'second']) {
      await root.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: admin }));
    }
  });

  suiteTeardown(() => endpoint.stop());

  test('of a role may assume another where its own policies allow it, for an hour', async () => {
    const next = { RoleArn: roleArn('second'), RoleSessionName: 'next' };
    const plain = await assume({ RoleArn: roleArn('plain') });
    assert.deepEqual(await refusalOf(plain.sts.send(new AssumeRoleCommand(next))), {
      name: 'AccessDenied',
      message: `User: arn:aws:sts::000000000000:assumed-role/plain/test is not authorized to perform: sts:AssumeRole on resource: ${roleArn('second')}`,
      status: 403,
    });
    const chained = await assume({ RoleArn: roleArn('admin') });
    await chained.sts.send(new AssumeRoleCommand(next));
    const long = { ...next, DurationSeconds: 3601 };
    assert.deepEqual(await refusalOf(chained.sts.send(new AssumeRoleCommand(long))), {
      name: 'ValidationError',
      message:
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      status: 400,
    });
    await root.sts.send(
      new AssumeRoleCommand({ ...next, DurationSeconds: 43_200, RoleArn: roleArn('admin') }),
    );
  });

  test('do what both their role and any of their session policies allow', async () => {
    const Policy = trust({ Action: 'lambda:ListFunctions', Resource: '*' });
    const arn = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';
    const narrow = await assume({ RoleArn: roleArn('admin'), Policy });
    await narrow.lambda.send(new ListFunctionsCommand());
    const settings = await refusalOf(narrow.lambda.send(new GetAccountSettingsCommand()));
    assert.equal(settings.name, 'AccessDeniedException');
    assert.match(
      settings.message,
      /because no session policy allows the lambda:GetAccountSettings/,
    );
    assert.equal((await refusalOf(narrow.iam.send(new ListRolesCommand()))).name, 'AccessDenied');
    const both = await assume({ RoleArn: roleArn('admin'), Policy, PolicyArns: [{ arn }] });
    await both.lambda.send(new ListFunctionsCommand());
    await both.iam.send(new ListRolesCommand());
    const powerless = await assume({ RoleArn: roleArn('plain'), Policy });
    const refused = await refusalOf(powerless.lambda.send(new ListFunctionsCommand()));
    assert.equal(refused.name, 'AccessDeniedException');
  });

  test('carry their tags into the conditions of policies', async () => {
    const condition = { StringEquals: { 'aws:PrincipalTag/team': 'red' } };
    await root.iam.send(
      new PutRolePolicyCommand({
        RoleName: 'tagged',
        PolicyName: 'red',
        PolicyDocument: trust({
          Action: 'lambda:ListFunctions',
          Resource: '*',
          Condition: condition,
        }),
      }),
    );
    const RoleArn = roleArn('tagged');
    const red = await assume({ RoleArn, Tags: [{ Key: 'team', Value: 'red' }] });
    await red.lambda.send(new ListFunctionsCommand());
    const blue = await assume({ RoleArn, Tags: [{ Key: 'team', Value: 'blue' }] });
    const { name } = await refusalOf(blue.lambda.send(new ListFunctionsCommand()));
    assert.equal(name, 'AccessDeniedException');
  });

  test('of guests do not reach further than Cognito lets them, whatever their role', async () => {
    const { cognitoIdentity } = root;
    const { IdentityPoolId } = await cognitoIdentity.send(
      new CreateIdentityPoolCommand({
        IdentityPoolName: 'guests',
        AllowUnauthenticatedIdentities: true,
      }),
    );
    await root.iam.send(
      new CreateRoleCommand({
        RoleName: 'guests',
        AssumeRolePolicyDocument: trust({
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { 'cognito-identity.amazonaws.com:aud': IdentityPoolId },
            'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' },
          },
        }),
      }),
    );
    await root.iam.send(new AttachRolePolicyCommand({ RoleName: 'guests', PolicyArn: admin }));
    const Roles = { unauthenticated: roleArn('guests') };
    await cognitoIdentity.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles }));
    const { IdentityId } = await cognitoIdentity.send(new GetIdCommand({ IdentityPoolId }));
    const { Credentials } = await cognitoIdentity.send(
      new GetCredentialsForIdentityCommand({ IdentityId }),
    );
    const guest = clientsOf(
      Credentials?.AccessKeyId,
      Credentials?.SecretKey,
      Credentials?.SessionToken,
    );
    await guest.lambda.send(new ListFunctionsCommand());
    const call = guest.iam.send(new GetRoleCommand({ RoleName: 'admin' }));
    assert.match(
      (await refusalOf(call)).message,
      /because no session policy allows the iam:GetRole/,
    );
  });

  test('of the root key reach IAM only with a second factor', async () => {
    const without = await sessionOf({});
    await without.lambda.send(new ListFunctionsCommand());
    await without.sts.send(new GetCallerIdentityCommand());
    assert.deepEqual(await refusalOf(without.iam.send(new ListRolesCommand())), {
      name: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
      status: 403,
    });
    const factor = { SerialNumber: `${account}:mfa/root`, TokenCode: '123456' };
    await (await sessionOf(factor)).iam.send(new ListRolesCommand());
  });

  async function assume(input: Partial<AssumeRoleCommandInput>) {
    const command = { RoleArn: undefined, RoleSessionName: 'test', ...input };
    const { Credentials } = await root.sts.send(new AssumeRoleCommand(command));
    return clientsOf(
      Credentials?.AccessKeyId,
      Credentials?.SecretAccessKey,
      Credentials?.SessionToken,
    );
  }

  async function sessionOf(factor: { SerialNumber?: string; TokenCode?: string }) {
    const { Credentials } = await root.sts.send(new GetSessionTokenCommand(factor));
    return clientsOf(
      Credentials?.AccessKeyId,
      Credentials?.SecretAccessKey,
      Credentials?.SessionToken,
    );
  }

  function clientsOf(accessKeyId = '', secretAccessKey = '', sessionToken = '') {
    const keys = { accessKeyId, secretAccessKey, sessionToken };
    return localClients(endpoint, keys);
  }
});
