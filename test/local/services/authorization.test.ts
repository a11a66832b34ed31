import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  ListFunctionsCommand,
  RemovePermissionCommand,
  TagResourceCommand,
} from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, type Credentials, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { strToU8, zipSync } from 'fflate';
import { functionMaker } from '../../support/functions.ts';
import { lambdaTrust, localClients, refusalOf } from '../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/localEndpoint.ts';

/** Answers with the credentials of its execution role. */
const givesKeysAway = {
  'index.js': `exports.handler = async () => ({
    accessKeyId: process.env.AWS_ACCESS_KEY_ID,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
    sessionToken: process.env.AWS_SESSION_TOKEN,
  });`,
};

/** Invokes the function that its event names, or answers with why it may not. */
const invokesAnother = {
  'index.js': `const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
  exports.handler = async ({ FunctionName }) => {
    try {
      const { StatusCode } = await new LambdaClient().send(new InvokeCommand({ FunctionName }));
      return StatusCode;
    } catch ({ name, message }) {
      return { name, message };
    }
  };`,
};

const project = join(import.meta.dirname, '../../..');

suite('Sessions of roles', () => {
  let endpoint: LocalEndpoint;
  let root: ReturnType<typeof localClients>;
  let worker: ReturnType<typeof localClients>;

  const account = '000000000000';
  const user = `arn:aws:sts::${account}:assumed-role/worker/keys`;
  const functionArn = (name: string) => `arn:aws:lambda:us-east-1:${account}:function:${name}`;
  const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    root = localClients(endpoint);
    const create = await functionMaker(root);
    for (const RoleName of ['worker', 'gone']) {
      await root.iam.send(
        new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: lambdaTrust }),
      );
    }
    await create('keys', givesKeysAway, { Role: roleArn('worker') });
    await create('keys-of-gone', givesKeysAway, { Role: roleArn('gone') });
    await create('caller', invokesAnother, {
      Role: roleArn('worker'),
      MemorySize: 256,
      Tags: { 'lambda-bench:sdk-folder': project },
    });
    await create('target', { 'index.js': 'exports.handler = async () => 1' });
    worker = await clientsOf('keys');
  });

  suiteTeardown(() => endpoint.stop());

  test('may do nothing that no policy allows, but ask who they are', async () => {
    assert.deepEqual(await refusalOf(worker.lambda.send(new ListFunctionsCommand())), {
      name: 'AccessDeniedException',
      message: `User: ${user} is not authorized to perform: lambda:ListFunctions on resource: * because no identity-based policy allows the lambda:ListFunctions action`,
      status: 403,
    });
    assert.deepEqual(await refusalOf(worker.iam.send(new ListRolesCommand())), {
      name: 'AccessDenied',
      message: `User: ${user} is not authorized to perform: iam:ListRoles on resource: arn:aws:iam::${account}:role/ because no identity-based policy allows the iam:ListRoles action`,
      status: 403,
    });
    const logs = await refusalOf(worker.logs.send(new DescribeLogGroupsCommand()));
    assert.equal(logs.name, 'AccessDeniedException');
    assert.match(logs.message, /logs:DescribeLogGroups on resource: arn:aws:logs:us-east-1:0{12}:/);
    const { Arn } = await worker.sts.send(new GetCallerIdentityCommand());
    assert.equal(Arn, user);
  });

  test('may do what an attached policy of AWS allows, on what it names', async () => {
    const attached = { RoleName: 'worker', PolicyArn: policyOfAws('AWSLambda_ReadOnlyAccess') };
    await root.iam.send(new AttachRolePolicyCommand(attached));
    const { Functions } = await worker.lambda.send(new ListFunctionsCommand());
    assert.equal(Functions?.length, 4);
    const refusal = await refusalOf(invoke('target'));
    assert.match(
      refusal.message,
      /no identity-based policy allows the lambda:InvokeFunction action$/,
    );
    await root.iam.send(new DetachRolePolicyCommand(attached));
    assert.equal((await refusalOf(worker.lambda.send(new ListFunctionsCommand()))).status, 403);
  });

  test('may do what the default version of a customer’s policy allows', async () => {
    const PolicyDocument = policy({ Action: 'lambda:*', Resource: functionArn('nothing') });
    const created = await root.iam.send(
      new CreatePolicyCommand({ PolicyName: 'invoking', PolicyDocument }),
    );
    const PolicyArn = created.Policy?.Arn ?? '';
    await root.iam.send(new AttachRolePolicyCommand({ RoleName: 'worker', PolicyArn }));
    assert.equal((await refusalOf(invoke('target'))).status, 403);
    const better = policy({ Action: 'lambda:InvokeFunction', Resource: functionArn('tar*') });
    await root.iam.send(
      new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: better, SetAsDefault: true }),
    );
    assert.equal((await invoke('target')).StatusCode, 200);
    await root.iam.send(new DetachRolePolicyCommand({ RoleName: 'worker', PolicyArn }));
  });

  test('may not do what one policy denies, whatever others allow', async () => {
    await allow({ Action: '*', Resource: '*' });
    assert.equal((await invoke('target')).StatusCode, 200);
    const Statement = { Effect: 'Deny', Action: 'lambda:Invoke*', Resource: functionArn('target') };
    await allow(Statement, 'denying');
    assert.deepEqual(await refusalOf(invoke('target')), {
      name: 'AccessDeniedException',
      message: `User: ${user} is not authorized to perform: lambda:InvokeFunction on resource: ${functionArn('target')} with an explicit deny in an identity-based policy`,
      status: 403,
    });
    assert.equal((await invoke('keys')).StatusCode, 200);
    await disallow('denying');
    await disallow();
  });

  test('may do no more than their boundary allows', async () => {
    await allow({ Action: '*', Resource: '*' });
    await root.iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: 'worker',
        PermissionsBoundary: policyOfAws('AWSLambda_ReadOnlyAccess'),
      }),
    );
    await worker.lambda.send(new GetFunctionCommand({ FunctionName: 'target' }));
    const { message } = await refusalOf(invoke('target'));
    assert.match(
      message,
      /because no permissions boundary allows the lambda:InvokeFunction action$/,
    );
    await root.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'worker' }));
    assert.equal((await invoke('target')).StatusCode, 200);
    await disallow();
  });

  test('may do what a function’s own policy allows their role', async () => {
    const permission = {
      FunctionName: 'target',
      StatementId: 'worker',
      Action: 'lambda:InvokeFunction',
    };
    for (const [Principal, status] of [
      [roleArn('worker'), 200],
      [user, 200],
      // Leaves it to the account's own policies, and there are none.
      [account, 403],
    ] as const) {
      await root.lambda.send(new AddPermissionCommand({ ...permission, Principal }));
      const outcome = await invoke('target').catch((error) => error.$metadata);
      assert.equal(outcome.StatusCode ?? outcome.httpStatusCode, status, Principal);
      await root.lambda.send(
        new RemovePermissionCommand({ FunctionName: 'target', StatementId: 'worker' }),
      );
    }
  });

  test('are told apart by tags, of theirs and of the function', async () => {
    await root.iam.send(
      new TagRoleCommand({ RoleName: 'worker', Tags: [{ Key: 'team', Value: 'shop' }] }),
    );
    const sameTeam = { 'aws:ResourceTag/team': `$\{aws:PrincipalTag/team}` };
    await allow({
      Action: 'lambda:InvokeFunction',
      Resource: '*',
      Condition: { StringEquals: sameTeam },
    });
    assert.equal((await refusalOf(invoke('target'))).status, 403);
    await root.lambda.send(
      new TagResourceCommand({ Resource: functionArn('target'), Tags: { team: 'shop' } }),
    );
    assert.equal((await invoke('target')).StatusCode, 200);
    await disallow();
  });

  test('may give a function only roles that they may pass', async () => {
    await allow({ Action: 'lambda:CreateFunction', Resource: functionArn('made-*') });
    const made = {
      FunctionName: 'made-here',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: roleArn('runner'),
      Code: { ZipFile: zipSync({ 'index.js': strToU8('') }) },
    } as const;
    const create = () => worker.lambda.send(new CreateFunctionCommand(made));
    assert.deepEqual(await refusalOf(create()), {
      name: 'AccessDeniedException',
      message: `User: ${user} is not authorized to perform: iam:PassRole on resource: ${roleArn('runner')} because no identity-based policy allows the iam:PassRole action`,
      status: 403,
    });
    const toLambda = { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } };
    await allow(
      { Action: 'iam:PassRole', Resource: roleArn('runner'), Condition: toLambda },
      'passing',
    );
    await create();
    await root.lambda.send(new DeleteFunctionCommand({ FunctionName: 'made-here' }));
    await disallow('passing');
    await disallow();
  });

  test('may assume roles that their policies let them, or that trust theirs by name', async () => {
    const assume = (RoleName: string, Policy?: string) =>
      worker.sts.send(
        new AssumeRoleCommand({ RoleArn: roleArn(RoleName), RoleSessionName: 'help', Policy }),
      );
    for (const [RoleName, AWS] of [
      ['helper', account],
      ['friend', roleArn('worker')],
    ] as const) {
      const Statement = { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' };
      const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      await root.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    }
    assert.deepEqual(await refusalOf(assume('helper')), {
      name: 'AccessDenied',
      message: `User: ${user} is not authorized to perform: sts:AssumeRole on resource: ${roleArn('helper')}`,
      status: 403,
    });
    await assume('friend');
    await allow({ Action: 'sts:AssumeRole', Resource: roleArn('helper') });
    await assume('helper');
    await disallow();
    await root.iam.send(
      new AttachRolePolicyCommand({
        RoleName: 'friend',
        PolicyArn: policyOfAws('AWSLambda_FullAccess'),
      }),
    );
    const { Credentials } = await assume(
      'friend',
      policy({ Action: 'lambda:List*', Resource: '*' }),
    );
    const { lambda } = localClients(endpoint, sessionKeys(Credentials));
    await lambda.send(new ListFunctionsCommand());
    const { message } = await refusalOf(
      lambda.send(new GetFunctionCommand({ FunctionName: 'target' })),
    );
    assert.match(message, /because no session policy allows the lambda:GetFunction action$/);
  });

  test('name roles in IAM’s refusals as it does', async () => {
    const { message } = await refusalOf(
      worker.iam.send(new GetRoleCommand({ RoleName: 'runner' })),
    );
    assert.equal(
      message,
      `User: ${user} is not authorized to perform: iam:GetRole on resource: role runner because no identity-based policy allows the iam:GetRole action`,
    );
  });

  test('are noted as the last use of their role', async () => {
    const lastUse = async (RoleName: string) =>
      (await root.iam.send(new GetRoleCommand({ RoleName }))).Role?.RoleLastUsed;
    assert.deepEqual(await lastUse('runner'), {});
    const used = await lastUse('worker');
    assert.equal(used?.Region, 'us-east-1');
    assert.ok(Date.now() - Number(used?.LastUsedDate) < 60_000);
  });

  test('are known no more when their role is gone', async () => {
    const gone = await clientsOf('keys-of-gone');
    await root.iam.send(new DeleteRoleCommand({ RoleName: 'gone' }));
    const message = 'The security token included in the request is invalid.';
    assert.deepEqual(await refusalOf(gone.lambda.send(new ListFunctionsCommand())), {
      name: 'UnrecognizedClientException',
      message,
      status: 403,
    });
    assert.deepEqual(await refusalOf(gone.iam.send(new ListRolesCommand())), {
      name: 'InvalidClientTokenId',
      message,
      status: 403,
    });
  });

  test('are those of handlers: what they may not do fails in them', async () => {
    const call = async () => {
      const { Payload } = await root.lambda.send(
        new InvokeCommand({ FunctionName: 'caller', Payload: '{"FunctionName": "target"}' }),
      );
      return JSON.parse(Payload?.transformToString() ?? '');
    };
    assert.deepEqual(await call(), {
      name: 'AccessDeniedException',
      message: `User: arn:aws:sts::${account}:assumed-role/worker/caller is not authorized to perform: lambda:InvokeFunction on resource: ${functionArn('target')} because no identity-based policy allows the lambda:InvokeFunction action`,
    });
    await allow({ Action: 'lambda:InvokeFunction', Resource: functionArn('target') });
    assert.equal(await call(), 200);
    await disallow();
  });

  function invoke(FunctionName: string) {
    return worker.lambda.send(new InvokeCommand({ FunctionName }));
  }

  /** An inline policy of the worker's with one statement, which allows unless it says else. */
  async function allow(statement: object, PolicyName = 'own'): Promise<void> {
    const PolicyDocument = policy(statement);
    await root.iam.send(
      new PutRolePolicyCommand({ RoleName: 'worker', PolicyName, PolicyDocument }),
    );
  }

  async function disallow(PolicyName = 'own'): Promise<void> {
    await root.iam.send(new DeleteRolePolicyCommand({ RoleName: 'worker', PolicyName }));
  }

  async function clientsOf(FunctionName: string) {
    const { Payload } = await root.lambda.send(new InvokeCommand({ FunctionName }));
    return localClients(endpoint, JSON.parse(Payload?.transformToString() ?? ''));
  }
});

function policy(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...statement } });
}

function policyOfAws(name: string): string {
  return `arn:aws:iam::aws:policy/${name}`;
}

function sessionKeys(credentials: Credentials | undefined) {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = credentials ?? {};
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
}
