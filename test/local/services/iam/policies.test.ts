import assert from 'node:assert/strict';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  type IAMClient,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  type ListPoliciesCommandInput,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  SetDefaultPolicyVersionCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
} from '@aws-sdk/client-iam';
import { evaluatePolicies } from '../../../../src/local/services/policy/evaluate.ts';
import { lambdaTrust, localClients, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';

suite('Managed policies of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let iam: IAMClient;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    iam = localClients(endpoint).iam;
  });

  suiteTeardown(() => endpoint.stop());

  const reading = policy('lambda:Get*');
  const arnOf = (name: string) => `arn:aws:iam::000000000000:policy/${name}`;

  test('are made with what AWS answers, the description told by GetPolicy alone', async () => {
    const made = await create('orders', { Path: '/shop/', Description: 'reads' });
    assert.match(made?.PolicyId ?? '', /^ANPA[A-Z2-7]{17}$/);
    const { PolicyId, CreateDate, UpdateDate, ...rest } = made ?? {};
    assert.deepEqual(CreateDate, UpdateDate);
    assert.deepEqual(rest, {
      Arn: arnOf('shop/orders'),
      AttachmentCount: 0,
      DefaultVersionId: 'v1',
      IsAttachable: true,
      Path: '/shop/',
      PermissionsBoundaryUsageCount: 0,
      PolicyName: 'orders',
    });
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arnOf('shop/orders') }));
    assert.deepEqual(Policy, { ...made, Description: 'reads', Tags: [] });
  });

  test('have each name once, whatever its case and path', async () => {
    await create('Once');
    assert.deepEqual(await refusalOf(create('once', { Path: '/other/' })), {
      name: 'EntityAlreadyExistsException',
      message: 'A policy called once already exists. Duplicate names are not allowed.',
      status: 409,
    });
  });

  test('have 6,144 characters at most, white space not counted', async () => {
    const sized = (length: number) => policy(`lambda:${'x'.repeat(length)}`);
    await create('spacious', { PolicyDocument: reading.replace('{', `{${' '.repeat(7000)}`) });
    assert.deepEqual(await refusalOf(create('huge', { PolicyDocument: sized(6144) })), {
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for PolicySize: 6144',
      status: 409,
    });
  });

  test('keep five versions, whose numbers are never given twice', async () => {
    const PolicyArn = (await create('versions'))?.Arn ?? '';
    const add = (SetAsDefault = false) =>
      iam.send(
        new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: policy('s3:*'), SetAsDefault }),
      );
    const remove = (VersionId: string) =>
      iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
    const versions = async () =>
      (await iam.send(new ListPolicyVersionsCommand({ PolicyArn }))).Versions?.map(
        ({ VersionId, IsDefaultVersion }) => `${VersionId}${IsDefaultVersion ? ' default' : ''}`,
      );
    const second = await add();
    assert.deepEqual(Object.keys(second.PolicyVersion ?? {}).sort(), [
      'CreateDate',
      'IsDefaultVersion',
      'VersionId',
    ]);
    await add(true);
    await remove('v2');
    for (const _ of [4, 5, 6]) await add();
    assert.deepEqual(await versions(), ['v6', 'v5', 'v4', 'v3 default', 'v1']);
    assert.deepEqual(await refusalOf(add()), {
      name: 'LimitExceededException',
      message:
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
      status: 409,
    });
    const kept = await refusalOf(remove('v3'));
    assert.deepEqual(kept, {
      name: 'DeleteConflictException',
      message: 'Cannot delete the default version of a policy.',
      status: 409,
    });
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    await remove('v3');
    const got = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    assert.equal(decodeURIComponent(got.PolicyVersion?.Document ?? ''), reading);
    const gone = iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v3' }));
    assert.equal(
      (await refusalOf(gone)).message,
      `Policy ${PolicyArn} version v3 does not exist or is not attachable.`,
    );
  });

  test('are deleted only when nobody uses them, and with one version', async () => {
    const PolicyArn = (await create('leaving'))?.Arn ?? '';
    await role('user-of-leaving');
    const RoleName = 'user-of-leaving';
    const remove = () => iam.send(new DeletePolicyCommand({ PolicyArn }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    const attached = await refusalOf(remove());
    assert.equal(attached.message, 'Cannot delete a policy attached to entities.');
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: reading }));
    assert.match((await refusalOf(remove())).message, /^This policy has more than one version\./);
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    await remove();
    assert.deepEqual(await refusalOf(iam.send(new GetPolicyCommand({ PolicyArn }))), {
      name: 'NoSuchEntityException',
      message: `Policy ${PolicyArn} was not found.`,
      status: 404,
    });
  });

  test('of AWS cannot be changed by anybody', async () => {
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    assert.deepEqual(await refusalOf(iam.send(new DeletePolicyCommand({ PolicyArn }))), {
      name: 'AccessDenied',
      message: `User: arn:aws:iam::000000000000:root is not authorized to perform: iam:DeletePolicy on resource: policy ${PolicyArn}`,
      status: 403,
    });
  });

  test('are listed by owner, path and use', async () => {
    const own = await create('listed', { Path: '/listing/' });
    const PolicyArn = own?.Arn ?? '';
    await role('lister');
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'lister', PolicyArn }));
    const arns = async (input: ListPoliciesCommandInput) =>
      (await iam.send(new ListPoliciesCommand(input))).Policies?.map(({ Arn }) => Arn);
    assert.deepEqual(await arns({ PathPrefix: '/listing/' }), [PolicyArn]);
    assert.deepEqual(await arns({ PathPrefix: '/listing/', Scope: 'AWS' }), []);
    assert.deepEqual(await arns({ OnlyAttached: true }), [PolicyArn]);
    assert.deepEqual(await arns({ PolicyUsageFilter: 'PermissionsBoundary' }), []);
    await iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: 'lister',
        PermissionsBoundary: PolicyArn,
      }),
    );
    assert.deepEqual(await arns({ PolicyUsageFilter: 'PermissionsBoundary' }), [PolicyArn]);
    assert.ok(!(await arns({ Scope: 'Local' }))?.some((arn) => arn?.includes(':aws:policy')));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'lister' }));
    assert.deepEqual(Role?.PermissionsBoundary, {
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: PolicyArn,
    });
    const uses = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }));
    assert.deepEqual(uses.PolicyRoles, [{ RoleName: 'lister', RoleId: Role?.RoleId }]);
    assert.deepEqual([uses.PolicyGroups, uses.PolicyUsers], [[], []]);
  });

  test('have tags', async () => {
    const Tags = [{ Key: 'team', Value: 'größe' }];
    const made = await create('tagged', { Tags });
    assert.deepEqual(made?.Tags, Tags);
    const PolicyArn = made?.Arn ?? '';
    await iam.send(new TagPolicyCommand({ PolicyArn, Tags: [{ Key: 'Team', Value: 'shop' }] }));
    await iam.send(new TagPolicyCommand({ PolicyArn, Tags: [{ Key: 'cost', Value: '' }] }));
    await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['cost'] }));
    const listed = await iam.send(new ListPolicyTagsCommand({ PolicyArn }));
    assert.deepEqual(listed.Tags, [{ Key: 'Team', Value: 'shop' }]);
  });

  test('of AWS allow what they do there', async () => {
    const allows = async (name: string, action: string) => {
      const PolicyArn = `arn:aws:iam::aws:policy/${name}`;
      const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
      const { PolicyVersion } = await iam.send(
        new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId ?? '' }),
      );
      const decision = evaluatePolicies([decodeURIComponent(PolicyVersion?.Document ?? '')], {
        action,
        resource: 'arn:aws:lambda:us-east-1:000000000000:function:orders',
        principal: { kind: 'anonymous' },
        context: new Map(),
      });
      return decision === 'allow';
    };
    assert.equal(await allows('AWSLambda_FullAccess', 'lambda:DeleteFunction'), true);
    assert.equal(await allows('AWSLambda_ReadOnlyAccess', 'lambda:DeleteFunction'), false);
    assert.equal(
      await allows('service-role/AWSLambdaBasicExecutionRole', 'logs:PutLogEvents'),
      true,
    );
    assert.equal(await allows('AdministratorAccess', 'iam:CreateRole'), true);
    assert.equal(await allows('PowerUserAccess', 'iam:CreateRole'), false);
    assert.equal(await allows('ReadOnlyAccess', 'lambda:ListFunctions'), true);
    assert.equal(await allows('ReadOnlyAccess', 'lambda:UpdateFunctionCode'), false);
  });

  test('are simulated as AWS does, with the statements that decide', async () => {
    await role('simulated');
    const PolicyDocument =
      '{"Version": "2012-10-17", "Statement": [{"Sid": "", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}]}';
    await iam.send(
      new PutRolePolicyCommand({ RoleName: 'simulated', PolicyName: 'put', PolicyDocument }),
    );
    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: 'arn:aws:iam::000000000000:role/simulated',
        ActionNames: ['s3:PutObject', 's3:GetObjectVersion'],
        ResourceArns: ['arn:aws:s3:::bucket'],
      }),
    );
    const [put, get] = EvaluationResults ?? [];
    assert.equal(put?.EvalDecision, 'allowed');
    assert.deepEqual(put?.MatchedStatements, [
      {
        SourcePolicyId: 'role_simulated_put',
        SourcePolicyType: 'IAM Policy',
        StartPosition: { Line: 1, Column: PolicyDocument.indexOf('{', 1) + 1 },
        EndPosition: { Line: 1, Column: PolicyDocument.indexOf('}') + 1 },
      },
    ]);
    assert.equal(get?.EvalDecision, 'implicitDeny');
    assert.deepEqual(get?.ResourceSpecificResults, [
      {
        EvalResourceName: 'arn:aws:s3:::bucket',
        EvalResourceDecision: 'implicitDeny',
        MatchedStatements: [],
        MissingContextValues: [],
      },
    ]);
  });

  test('are simulated with the values that conditions ask for', async () => {
    const simulate = async (values: readonly string[]) => {
      const { EvaluationResults } = await iam.send(
        new SimulateCustomPolicyCommand({
          ActionNames: ['lambda:GetFunction'],
          PolicyInputList: [
            reading,
            JSON.stringify({
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Deny',
                  Action: '*',
                  Resource: '*',
                  Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
                },
              ],
            }),
          ],
          ContextEntries: values.map((value) => ({
            ContextKeyName: 'aws:RequestedRegion',
            ContextKeyValues: [value],
            ContextKeyType: 'string',
          })),
        }),
      );
      return EvaluationResults?.[0];
    };
    assert.equal((await simulate(['eu-west-1']))?.EvalDecision, 'explicitDeny');
    assert.equal((await simulate(['us-east-1']))?.EvalDecision, 'allowed');
    assert.deepEqual((await simulate([]))?.MissingContextValues, ['aws:RequestedRegion']);
  });

  test('are kept over a restart', async () => {
    const PolicyArn = (await create('lasting'))?.Arn ?? '';
    await endpoint.kill();
    const again = await startLocalEndpoint({ dataFolder: endpoint.dataFolder });
    const { Policy } = await localClients(again).iam.send(new GetPolicyCommand({ PolicyArn }));
    assert.equal(Policy?.PolicyName, 'lasting');
    await again.stop();
  });

  async function create(
    PolicyName: string,
    more: Partial<ConstructorParameters<typeof CreatePolicyCommand>[0]> = {},
  ) {
    const input = { PolicyName, PolicyDocument: reading, ...more };
    return (await iam.send(new CreatePolicyCommand(input))).Policy;
  }

  async function role(RoleName: string): Promise<void> {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: lambdaTrust }));
  }
});

function policy(action: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  });
}
