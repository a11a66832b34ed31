import assert from 'node:assert/strict';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
  paginateListPolicies,
  paginateListRoles,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateRoleCommand,
  UpdateRoleDescriptionCommand,
} from '@aws-sdk/client-iam';
import { lambdaTrust, localClients, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';

suite('IAM of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let iam: IAMClient;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    iam = localClients(endpoint).iam;
  });

  suiteTeardown(() => endpoint.stop());

  const basicExecution = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  const logPolicy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: '*' }],
  });

  test('gives a role back as it was made, with what only GetRole tells', async () => {
    const Description = 'für Rechnungen';
    const Tags = [{ Key: 'team', Value: 'größe' }];
    const made = await create('orders', { Path: '/service-role/', Description, Tags });
    assert.equal(made?.Arn, 'arn:aws:iam::000000000000:role/service-role/orders');
    assert.match(made?.RoleId ?? '', /^AROA[A-Z2-7]{17}$/);
    assert.equal(decodeURIComponent(made?.AssumeRolePolicyDocument ?? ''), lambdaTrust);
    assert.equal(made?.MaxSessionDuration, undefined);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'orders' }));
    assert.deepEqual(Role, { ...made, MaxSessionDuration: 3600, RoleLastUsed: {} });
    assert.deepEqual(Role?.Tags, Tags);
    assert.equal(Role?.Description, Description);
  });

  test('has each name once, whatever its case', async () => {
    await create('Billing');
    const refusal = await refusalOf(create('billing'));
    assert.deepEqual(refusal, {
      name: 'EntityAlreadyExistsException',
      message: 'Role with name billing already exists.',
      status: 409,
    });
  });

  test('lists roles below a path, page by page, each once', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `page-${name}`);
    for (const name of names) await create(name, { Path: '/paged/deep/' });
    const pages: string[][] = [];
    for await (const page of paginateListRoles(
      { client: iam, pageSize: 2 },
      { PathPrefix: '/paged/' },
    )) {
      pages.push(page.Roles?.map(({ RoleName }) => RoleName ?? '') ?? []);
    }
    assert.deepEqual(pages, [names.slice(0, 2), names.slice(2, 4), names.slice(4)]);
    const { Roles } = await iam.send(new ListRolesCommand({ PathPrefix: '/paged/shallow/' }));
    assert.deepEqual(Roles, []);
  });

  test('deletes a role only when no policy is on it', async () => {
    const RoleName = 'leaving';
    await create(RoleName);
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: basicExecution }));
    await iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName: 'logs', PolicyDocument: logPolicy }),
    );
    const remove = () => iam.send(new DeleteRoleCommand({ RoleName }));
    const attached = await refusalOf(remove());
    assert.equal(attached.message, 'Cannot delete entity, must detach all policies first.');
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: basicExecution }));
    const inline = await refusalOf(remove());
    assert.equal(inline.message, 'Cannot delete entity, must delete policies first.');
    assert.deepEqual([inline.name, inline.status], ['DeleteConflictException', 409]);
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'logs' }));
    await remove();
    const gone = await refusalOf(iam.send(new GetRoleCommand({ RoleName })));
    assert.deepEqual(gone, {
      name: 'NoSuchEntityException',
      message: 'The role with name leaving cannot be found.',
      status: 404,
    });
  });

  test('attaches AWS’ policies and no others', async () => {
    const RoleName = 'attached';
    await create(RoleName);
    const attach = (PolicyArn: string) =>
      iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await attach(basicExecution);
    await attach(basicExecution);
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    assert.deepEqual(AttachedPolicies, [
      { PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: basicExecution },
    ]);
    const unknown = 'arn:aws:iam::000000000000:policy/nope';
    assert.deepEqual(await refusalOf(attach(unknown)), {
      name: 'NoSuchEntityException',
      message: `Policy ${unknown} does not exist or is not attachable.`,
      status: 404,
    });
    const { message } = await refusalOf(attach('nothing-like-an-arn-at-all'));
    assert.equal(message, 'Invalid ARN:  Could not be parsed!');
  });

  test('keeps inline policies byte for byte', async () => {
    const RoleName = 'inline';
    await create(RoleName);
    const PolicyDocument = ` ${logPolicy}\n\t`;
    for (const PolicyName of ['two', 'one']) {
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
    }
    const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    assert.deepEqual(PolicyNames, ['one', 'two']);
    const got = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'one' }));
    assert.equal(decodeURIComponent(got.PolicyDocument ?? ''), PolicyDocument);
  });

  test('tags roles without regard to the case of keys', async () => {
    const RoleName = 'tagged';
    await create(RoleName, { Tags: [{ Key: 'Stage', Value: 'test' }] });
    const Tags = [
      { Key: 'stage', Value: 'live' },
      { Key: 'empty', Value: '' },
    ];
    await iam.send(new TagRoleCommand({ RoleName, Tags }));
    assert.deepEqual((await iam.send(new ListRoleTagsCommand({ RoleName }))).Tags, Tags);
    await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['STAGE'] }));
    const reserved = { RoleName, Tags: [{ Key: 'AWS:stage', Value: 'x' }] };
    assert.deepEqual(await refusalOf(iam.send(new TagRoleCommand(reserved))), {
      name: 'InvalidInputException',
      message: 'aws: prefixed tag key names are not allowed for external use.',
      status: 400,
    });
    const { Tags: left } = await iam.send(new ListRoleTagsCommand({ RoleName }));
    assert.deepEqual(left, Tags.slice(1));
  });

  test('lists the policies that roles of Lambda use, with their real ARNs', async () => {
    const arns: string[] = [];
    for await (const page of paginateListPolicies(
      { client: iam, pageSize: 10 },
      { Scope: 'AWS' },
    )) {
      arns.push(...(page.Policies ?? []).map(({ Arn }) => Arn ?? ''));
    }
    assert.equal(new Set(arns).size, arns.length);
    for (const name of ['service-role/AWSLambdaVPCAccessExecutionRole', 'AWSLambda_FullAccess']) {
      assert.ok(arns.includes(`arn:aws:iam::aws:policy/${name}`), name);
    }
    assert.ok(arns.includes(basicExecution));
  });

  test('updates what it says of a role', async () => {
    const RoleName = 'updated';
    await create(RoleName, { Description: 'first' });
    const describe = async () => {
      const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
      return [Role?.Description, Role?.MaxSessionDuration];
    };
    await iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 7200 }));
    assert.deepEqual(await describe(), ['first', 7200]);
    const Description = 'second';
    const { Role } = await iam.send(new UpdateRoleDescriptionCommand({ RoleName, Description }));
    assert.equal(Role?.Description, Description);
    assert.deepEqual(await describe(), ['second', 7200]);
    const profiles = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }));
    assert.deepEqual(profiles.InstanceProfiles, []);
  });

  test('leaves the path of service-linked roles to AWS', async () => {
    const refusal = await refusalOf(create('linked', { Path: '/aws-service-role/ecs/' }));
    assert.deepEqual(refusal, {
      name: 'InvalidInputException',
      message: "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles",
      status: 400,
    });
  });

  test('says in its own words what a name cannot be', async () => {
    assert.deepEqual(await refusalOf(create('a'.repeat(65))), {
      name: 'ValidationError',
      message: `1 validation error detected: Value '${'a'.repeat(65)}' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64`,
      status: 400,
    });
    const { message } = await refusalOf(create('bad name!'));
    assert.equal(
      message,
      'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    );
  });

  async function create(
    RoleName: string,
    more: Partial<ConstructorParameters<typeof CreateRoleCommand>[0]> = {},
  ) {
    const input = { RoleName, AssumeRolePolicyDocument: lambdaTrust, ...more };
    return (await iam.send(new CreateRoleCommand(input))).Role;
  }
});
