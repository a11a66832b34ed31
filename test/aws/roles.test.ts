import assert from 'node:assert/strict';
import { connect } from '../../src/aws/connect.ts';
import type { RoleSummary } from '../../src/aws/role.ts';
import { trustedBy } from '../../src/aws/trustPolicy.ts';
import {
  type Fault,
  type FaultServer,
  iamAnswer,
  iamError,
  startFaultServer,
} from '../support/faultServer.ts';

const trust = encodeURIComponent(
  JSON.stringify({
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  }),
);

suite('Roles', () => {
  const servers: FaultServer[] = [];

  teardown(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  async function serve(...faults: Fault[]) {
    const server = await startFaultServer(...faults);
    servers.push(server);
    return { server, roles: connect(server.target).roles };
  }

  test('are listed page by page with whom they trust', async () => {
    const { server, roles } = await serve(
      iamAnswer(
        'ListRoles',
        `<Roles><member>${roleXml('a')}</member></Roles><IsTruncated>true</IsTruncated><Marker>m1</Marker>`,
      ),
      iamAnswer(
        'ListRoles',
        `<Roles><member>${roleXml('b')}</member></Roles><IsTruncated>false</IsTruncated>`,
      ),
    );
    const pages: (readonly RoleSummary[])[] = [];
    for await (const page of roles.list()) pages.push(page);
    assert.deepEqual(pages, [[role('a')], [role('b')]]);
    assert.match(String(server.requests[1]?.body), /Marker=m1/);
  });

  test('that do not exist are not found, without an error', async () => {
    const { roles } = await serve(
      iamError(404, 'NoSuchEntity', 'The role with name nobody cannot be found.'),
    );
    assert.equal(await roles.find('nobody'), undefined);
  });

  test('are created so that Lambda may assume them', async () => {
    const { server, roles } = await serve(iamAnswer('CreateRole', `<Role>${roleXml('a')}</Role>`));
    assert.deepEqual(
      await roles.create({ name: 'a', description: 'For a', tags: { flow: 'f1' } }),
      role('a'),
    );
    const sent = new URLSearchParams(String(server.requests[0]?.body));
    assert.equal(sent.get('RoleName'), 'a');
    assert.equal(sent.get('Description'), 'For a');
    assert.equal(sent.get('Tags.member.1.Key'), 'flow');
    assert.equal(sent.get('Tags.member.1.Value'), 'f1');
    const document = sent.get('AssumeRolePolicyDocument') ?? undefined;
    assert.deepEqual(trustedBy(document), ['lambda.amazonaws.com']);
  });

  test('that are being created as the person cancels are waited for, so that they can be removed', async () => {
    const controller = new AbortController();
    const whole = iamAnswer('CreateRole', `<Role>${roleXml('a')}</Role>`);
    let answered = false;
    const { roles } = await serve({
      at: 'request',
      act(socket) {
        controller.abort();
        // Later than the end of a wait that was given up.
        setTimeout(() => {
          answered = true;
          whole.act(socket);
        }, 50);
      },
    });
    await assert.rejects(roles.create({ name: 'a', description: '' }, controller.signal), {
      name: 'Cancelled',
    });
    assert.ok(answered);
  });

  test('tell all that is on them, over several pages', async () => {
    const attached = (name: string) =>
      `<member><PolicyName>${name}</PolicyName><PolicyArn>arn:aws:iam::aws:policy/${name}</PolicyArn></member>`;
    const { roles } = await serve(
      iamAnswer(
        'ListAttachedRolePolicies',
        `<AttachedPolicies>${attached('P1')}</AttachedPolicies><IsTruncated>true</IsTruncated><Marker>m</Marker>`,
      ),
      iamAnswer(
        'ListAttachedRolePolicies',
        `<AttachedPolicies>${attached('P2')}</AttachedPolicies><IsTruncated>false</IsTruncated>`,
      ),
      iamAnswer(
        'ListRolePolicies',
        '<PolicyNames><member>inline</member></PolicyNames><IsTruncated>false</IsTruncated>',
      ),
    );
    assert.deepEqual(await roles.policies('a'), {
      attached: [
        { name: 'P1', arn: 'arn:aws:iam::aws:policy/P1' },
        { name: 'P2', arn: 'arn:aws:iam::aws:policy/P2' },
      ],
      inline: ['inline'],
    });
  });

  test('may get managed policies, those for Lambda first and none twice', async () => {
    const policy = (path: string, name: string) =>
      `<member><PolicyName>${name}</PolicyName><Arn>arn:aws:iam::aws:policy${path}${name}</Arn></member>`;
    const service = [
      policy('/service-role/', 'AmazonEC2RoleforSSM'),
      policy('/service-role/', 'AWSLambdaBasicExecutionRole'),
    ];
    const others = [policy('/', 'AdministratorAccess'), policy('/', 'AWSLambda_FullAccess')];
    const page = (policies: string[]) =>
      iamAnswer(
        'ListPolicies',
        `<Policies>${policies.join('')}</Policies><IsTruncated>false</IsTruncated>`,
      );
    const { server, roles } = await serve(page(service), page([...others, ...service]));
    const names: string[][] = [];
    for await (const found of roles.managedPolicies()) names.push(found.map(({ name }) => name));
    assert.deepEqual(names, [
      ['AWSLambdaBasicExecutionRole'],
      ['AWSLambda_FullAccess', 'AdministratorAccess', 'AmazonEC2RoleforSSM'],
    ]);
    assert.match(String(server.requests[0]?.body), /Scope=AWS/);
  });
});

function roleXml(name: string): string {
  return `<RoleName>${name}</RoleName><Path>/</Path><RoleId>AROA1</RoleId><Arn>${role(name).arn}</Arn><Description>For ${name}</Description><CreateDate>2026-11-22T15:04:05Z</CreateDate><AssumeRolePolicyDocument>${trust}</AssumeRolePolicyDocument>`;
}

function role(name: string): RoleSummary {
  return {
    name,
    arn: `arn:aws:iam::123456789012:role/${name}`,
    path: '/',
    description: `For ${name}`,
    trusts: ['lambda.amazonaws.com'],
    created: '2026-11-22T15:04:05.000Z',
  };
}
