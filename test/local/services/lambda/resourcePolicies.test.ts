import assert from 'node:assert/strict';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  type AddPermissionCommandInput,
  CreateAliasCommand,
  CreateFunctionCommand,
  DeleteResourcePolicyCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  GetResourcePolicyCommand,
  type LambdaClient,
  PublishVersionCommand,
  PutResourcePolicyCommand,
  RemovePermissionCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { lambdaTrust, localClients, quickly, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';

suite('Resource policies of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let lambda: LambdaClient;
  const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
  const account = 'arn:aws:iam::000000000000';

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    const clients = localClients(endpoint);
    lambda = clients.lambda;
    const role = { RoleName: 'runner', Path: '/team/', AssumeRolePolicyDocument: lambdaTrust };
    await clients.iam.send(new CreateRoleCommand(role));
  });

  suiteTeardown(() => endpoint.stop());

  test('show statements as AWS writes them, and remove them one by one', async () => {
    await create('orders');
    const made = await add({ FunctionName: 'orders', SourceArn: 'arn:aws:s3:::bucket' });
    const s3 = {
      Sid: 's3',
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: arn('orders'),
      Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::bucket' } },
    };
    assert.equal(made.Statement, JSON.stringify(s3));
    assert.equal(made.$metadata.httpStatusCode, 201);
    await add({ FunctionName: 'orders', StatementId: 'all', Principal: '*' });
    const all = {
      Sid: 'all',
      Effect: 'Allow',
      Principal: '*',
      Action: 'lambda:InvokeFunction',
      Resource: arn('orders'),
    };
    assert.deepEqual(await policyOf('orders'), {
      Version: '2012-10-17',
      Id: 'default',
      Statement: [s3, all],
    });
    await remove('orders', 's3');
    assert.deepEqual((await policyOf('orders')).Statement, [all]);
    await remove('orders', 'all');
    const gone = {
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
      status: 404,
    };
    assert.deepEqual(await refusalOf(policyOf('orders')), gone);
    assert.deepEqual(await refusalOf(policyOf('nobody')), gone);
  });

  test('narrow a statement by every condition that AddPermission takes', async () => {
    await create('narrow');
    const { Statement = '' } = await add({
      FunctionName: 'narrow',
      StatementId: 'url',
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      SourceArn: 'arn:aws:s3:::bucket',
      SourceAccount: '123456789012',
      EventSourceToken: 'amzn1.ask.skill.1',
      PrincipalOrgID: 'o-1234567890',
      FunctionUrlAuthType: 'NONE',
      InvokedViaFunctionUrl: true,
    });
    assert.deepEqual(JSON.parse(Statement).Condition, {
      StringEquals: {
        'AWS:SourceAccount': '123456789012',
        'lambda:EventSourceToken': 'amzn1.ask.skill.1',
        'lambda:FunctionUrlAuthType': 'NONE',
        'aws:PrincipalOrgID': 'o-1234567890',
      },
      ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::bucket' },
      Bool: { 'lambda:InvokedViaFunctionUrl': 'true' },
    });
    const input = { FunctionName: 'narrow', FunctionUrlAuthType: 'NONE' } as const;
    assert.deepEqual(await refusalOf(add(input)), {
      name: 'InvalidParameterValueException',
      message: 'FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action',
      status: 400,
    });
  });

  test('take accounts, identities and services as principals, and nothing else', async () => {
    await create('principals');
    const accepted: [string, unknown][] = [
      ['123456789012', { AWS: 'arn:aws:iam::123456789012:root' }],
      [`${account}:root`, { AWS: `${account}:root` }],
      [`${account}:role/team/runner`, { AWS: `${account}:role/team/runner` }],
      ['arn:aws:iam::123456789012:user/ann', { AWS: 'arn:aws:iam::123456789012:user/ann' }],
      ['alexa-appkit.amazon.com', { Service: 'alexa-appkit.amazon.com' }],
      ['logs.eu-west-1.amazonaws.com', { Service: 'logs.eu-west-1.amazonaws.com' }],
    ];
    for (const [index, [Principal, shown]] of accepted.entries()) {
      const input = { FunctionName: 'principals', StatementId: `p${index}`, Principal };
      const { Statement = '' } = await add(input);
      assert.deepEqual(JSON.parse(Statement).Principal, shown);
    }
    const refused = [
      'nobody',
      'invalid.example.com',
      `${account}:role/runner`,
      `${account}:user/x`,
    ];
    for (const Principal of refused) {
      const refusal = await refusalOf(
        add({ FunctionName: 'principals', StatementId: 'bad', Principal }),
      );
      assert.deepEqual(refusal, {
        name: 'InvalidParameterValueException',
        message: 'The provided principal was invalid. Please check the principal and try again.',
        status: 400,
      });
    }
  });

  test('stand apart on a function, its versions and its aliases', async () => {
    await create('apart');
    await waitUntilFunctionActiveV2(quickly(lambda), { FunctionName: 'apart' });
    await lambda.send(new PublishVersionCommand({ FunctionName: 'apart' }));
    const live = { FunctionName: 'apart', Name: 'live' };
    const { RevisionId } = await lambda.send(
      new CreateAliasCommand({ ...live, FunctionVersion: '1' }),
    );
    const latest = async () => {
      const found = await lambda.send(new GetFunctionCommand({ FunctionName: 'apart' }));
      return found.Configuration?.RevisionId;
    };
    const before = await latest();
    await add({ FunctionName: 'apart', Qualifier: '1' });
    const { Statement = '' } = await add({ FunctionName: 'apart:live', RevisionId });
    assert.equal(JSON.parse(Statement).Resource, arn('apart:live'));
    assert.equal(await latest(), before);
    const alias = await lambda.send(new GetAliasCommand(live));
    assert.notEqual(alias.RevisionId, RevisionId);
    const onAlias = { FunctionName: 'apart', Qualifier: 'live' };
    const policy = await lambda.send(new GetPolicyCommand(onAlias));
    assert.equal(policy.RevisionId, alias.RevisionId);
    assert.equal((await policyOf('apart:1')).Statement[0].Resource, arn('apart:1'));
    assert.equal((await refusalOf(policyOf('apart'))).name, 'ResourceNotFoundException');
    await lambda.send(new RemovePermissionCommand({ ...onAlias, StatementId: 's3' }));
    assert.equal((await policyOf('apart:1')).Statement.length, 1);
  });

  test('have the revision of their function, and refuse changes by another', async () => {
    const before = (await create('revised')).RevisionId;
    const wrong = await refusalOf(add({ FunctionName: 'revised', RevisionId: 'wrong' }));
    assert.deepEqual([wrong.name, wrong.status], ['PreconditionFailedException', 412]);
    await add({ FunctionName: 'revised' });
    const { RevisionId } = await lambda.send(new GetPolicyCommand({ FunctionName: 'revised' }));
    assert.notEqual(RevisionId, before);
    const found = await lambda.send(new GetFunctionCommand({ FunctionName: 'revised' }));
    assert.equal(found.Configuration?.RevisionId, RevisionId);
    const removal = await refusalOf(remove('revised', 's3', 'wrong'));
    assert.equal(removal.name, 'PreconditionFailedException');
    await remove('revised', 's3', RevisionId);
  });

  test('refuse what AWS refuses, in its words', async () => {
    await create('strict');
    const noPolicy = await refusalOf(remove('strict', 's3'));
    assert.equal(noPolicy.message, 'No policy is associated with the given resource.');
    await add({ FunctionName: 'strict' });
    const missing = (name: string) => `Function not found: ${arn(name)}`;
    const refusals: [() => Promise<unknown>, string, string][] = [
      [
        () => add({ FunctionName: 'strict' }),
        'ResourceConflictException',
        'The statement id (s3) provided already exists. Please provide a new statement id, or remove the existing statement.',
      ],
      [
        () => add({ FunctionName: 'strict', Qualifier: '$LATEST' }),
        'InvalidParameterValueException',
        'We currently do not support adding policies for $LATEST.',
      ],
      [
        () => add({ FunctionName: 'strict', Qualifier: 'live' }),
        'ResourceNotFoundException',
        `Cannot find alias arn: ${arn('strict:live')}`,
      ],
      [
        () => add({ FunctionName: 'strict', Qualifier: 'a-$-b' }),
        'ResourceNotFoundException',
        missing('strict:a-$-b'),
      ],
      [() => add({ FunctionName: 'strict:42' }), 'ResourceNotFoundException', missing('strict:42')],
      [() => add({ FunctionName: 'nobody' }), 'ResourceNotFoundException', missing('nobody')],
      [
        () => remove('nobody', 's3'),
        'ResourceNotFoundException',
        `No policy found for: ${arn('nobody')}`,
      ],
      [
        () => remove('strict', 'other'),
        'ResourceNotFoundException',
        'Statement other is not found in resource policy.',
      ],
    ];
    for (const [call, name, message] of refusals) {
      const refusal = await refusalOf(call());
      assert.deepEqual([refusal.name, refusal.message], [name, message]);
    }
  });

  test('hold 20,480 characters', async () => {
    await create('long');
    const fill = async () => {
      for (let index = 0; ; index += 1) {
        const StatementId = `${index}`.padEnd(100, 'x');
        const SourceArn = `arn:aws:s3:::${'b'.repeat(2000)}`;
        await add({ FunctionName: 'long', StatementId, SourceArn });
      }
    };
    const { name, message, status } = await refusalOf(fill());
    assert.deepEqual([name, status], ['PolicyLengthExceededException', 400]);
    assert.match(message, /^The final policy size \(\d{5}\) is bigger than the limit \(20480\)\.$/);
  });

  test('are replaced, shown and removed as whole documents', async () => {
    await create('whole');
    await add({ FunctionName: 'whole' });
    const ResourceArn = arn('whole');
    const document = {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'mine',
          Effect: 'Deny',
          Principal: '*',
          Action: ['lambda:InvokeFunction'],
          Resource: ResourceArn,
        },
      ],
    };
    const Policy = JSON.stringify(document);
    const put = await lambda.send(new PutResourcePolicyCommand({ ResourceArn, Policy }));
    assert.equal(put.Policy, Policy);
    const got = await lambda.send(new GetResourcePolicyCommand({ ResourceArn }));
    assert.deepEqual([got.Policy, got.RevisionId], [Policy, put.RevisionId]);
    assert.deepEqual(await policyOf('whole'), document);
    const wrong = { ResourceArn, Policy, RevisionId: 'wrong' };
    for (const call of [
      () => lambda.send(new PutResourcePolicyCommand(wrong)),
      () => lambda.send(new DeleteResourcePolicyCommand(wrong)),
    ]) {
      assert.equal((await refusalOf(call())).name, 'PreconditionFailedException');
    }
    for (const bad of ['{', '{}', JSON.stringify({ ...document, Version: 'new' })]) {
      const call = lambda.send(new PutResourcePolicyCommand({ ResourceArn, Policy: bad }));
      assert.equal((await refusalOf(call)).name, 'InvalidParameterValueException');
    }
    await lambda.send(new DeleteResourcePolicyCommand({ ResourceArn }));
    const gone = await refusalOf(lambda.send(new GetResourcePolicyCommand({ ResourceArn })));
    assert.equal(gone.name, 'ResourceNotFoundException');
  });

  function add(input: Partial<AddPermissionCommandInput>) {
    return lambda.send(
      new AddPermissionCommand({
        FunctionName: undefined,
        StatementId: 's3',
        Action: 'lambda:InvokeFunction',
        Principal: 's3.amazonaws.com',
        ...input,
      }),
    );
  }

  function remove(FunctionName: string, StatementId: string, RevisionId?: string) {
    return lambda.send(new RemovePermissionCommand({ FunctionName, StatementId, RevisionId }));
  }

  async function policyOf(FunctionName: string) {
    const { Policy = '' } = await lambda.send(new GetPolicyCommand({ FunctionName }));
    return JSON.parse(Policy);
  }

  function create(FunctionName: string) {
    return lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: `${account}:role/team/runner`,
        Code: { ZipFile: zipSync({ 'index.js': strToU8('') }) },
      }),
    );
  }
});
