import assert from 'node:assert/strict';
import { connect } from '../../src/aws/connect.ts';
import type { FunctionSummary, NewFunction } from '../../src/aws/lambdaFunction.ts';
import { isCancelled, isUserError } from '../../src/errors.ts';
import {
  answer,
  type Fault,
  type FaultServer,
  iamAnswer,
  iamError,
  lambdaError,
  startFaultServer,
} from '../support/faultServer.ts';

const role = 'arn:aws:iam::123456789012:role/orders-role';
const input: NewFunction = {
  name: 'orders',
  description: 'Takes orders',
  runtime: 'nodejs24.x',
  handler: 'index.handler',
  role,
  memory: 256,
  timeout: 5,
  zip: Buffer.from('not really a zip'),
  environment: { STAGE: 'test' },
  tags: { flow: 'f1' },
};
const configuration = {
  FunctionName: 'orders',
  FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:orders',
  Runtime: 'nodejs24.x',
  Handler: 'index.handler',
  Role: role,
  Description: 'Takes orders',
  MemorySize: 256,
  Timeout: 5,
  LastModified: '2026-11-22T15:04:05.123+0000',
  CodeSha256: 'c2hh',
};
const summary: FunctionSummary = {
  name: 'orders',
  arn: configuration.FunctionArn,
  runtime: 'nodejs24.x',
  handler: 'index.handler',
  role,
  description: 'Takes orders',
  memory: 256,
  timeout: 5,
  lastModified: '2026-11-22T15:04:05.123+0000',
  codeSha256: 'c2hh',
  tenantIsolation: false,
  durable: false,
};
const roleUnknown = lambdaError(400, 'InvalidParameterValueException', {
  Type: 'User',
  message: 'The role defined for the function cannot be assumed by Lambda.',
});

suite('Functions', () => {
  const servers: FaultServer[] = [];

  teardown(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  async function serve(...faults: Fault[]) {
    const server = await startFaultServer(...faults);
    servers.push(server);
    return { server, functions: connect(server.target).functions };
  }

  test('are listed page by page, each as it comes', async () => {
    const { server, functions } = await serve(
      json(200, { Functions: [configuration], NextMarker: 'more' }),
      json(200, { Functions: [{ ...configuration, FunctionName: 'invoices' }] }),
    );
    const pages = functions.list()[Symbol.asyncIterator]();
    assert.deepEqual((await pages.next()).value, [summary]);
    assert.equal(server.attempts, 1);
    const { value } = await pages.next();
    assert.deepEqual(value, [{ ...summary, name: 'invoices' }]);
    assert.match(server.requests[1]?.head ?? '', /\?Marker=more /);
    assert.equal((await pages.next()).done, true);
  });

  test('stop being listed when the signal says so', async () => {
    const { server, functions } = await serve(
      json(200, { Functions: [configuration], NextMarker: 'more' }),
    );
    const cancel = new AbortController();
    const listing = (async () => {
      for await (const _ of functions.list(cancel.signal)) cancel.abort();
    })();
    await assert.rejects(listing, isCancelled);
    assert.equal(server.attempts, 1);
  });

  test('that do not exist are not found, without an error', async () => {
    const { functions } = await serve(
      lambdaError(404, 'ResourceNotFoundException', { Message: 'Function not found: arn' }),
    );
    assert.equal(await functions.find('orders'), undefined);
  });

  test('are created from all that was asked for', async () => {
    const { server, functions } = await serve(json(201, { ...configuration, State: 'Active' }));
    assert.deepEqual(await functions.create(input), summary);
    const sent: unknown = JSON.parse(String(server.requests[0]?.body));
    assert.deepEqual(sent, {
      FunctionName: 'orders',
      Description: 'Takes orders',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: role,
      MemorySize: 256,
      Timeout: 5,
      Code: { ZipFile: Buffer.from(input.zip).toString('base64') },
      Environment: { Variables: { STAGE: 'test' } },
      Tags: { flow: 'f1' },
    });
  });

  test('are created when they are active, not before', async () => {
    const { server, functions } = await serve(
      json(201, { ...configuration, State: 'Pending' }),
      json(200, { ...configuration, State: 'Pending' }),
      json(200, { ...configuration, State: 'Active', LastUpdateStatus: 'Successful' }),
    );
    assert.deepEqual(await functions.create(input), summary);
    assert.equal(server.attempts, 3);
  });

  test('that fail while they are prepared say why', async () => {
    const { functions } = await serve(
      json(201, { ...configuration, State: 'Pending' }),
      json(200, {
        ...configuration,
        State: 'Failed',
        StateReason: 'The subnet has no address left.',
        StateReasonCode: 'SubnetOutOfIPAddresses',
      }),
    );
    await assert.rejects(functions.create(input), (error) => {
      assert.ok(isUserError(error));
      assert.match(error.message, /orders.*no address left.*SubnetOutOfIPAddresses/);
      return true;
    });
  });

  test('wait for a role that Lambda cannot assume yet', async () => {
    const { server, functions } = await serve(
      roleUnknown,
      iamAnswer('GetRole', roleXml('lambda.amazonaws.com')),
      json(201, { ...configuration, State: 'Active' }),
    );
    const waits: number[] = [];
    assert.deepEqual(
      await functions.create(input, { onWait: (milliseconds) => waits.push(milliseconds) }),
      summary,
    );
    assert.deepEqual(waits, [1000]);
    assert.equal(server.attempts, 3);
  });

  test('do not wait for a role that does not trust Lambda', async () => {
    const { server, functions } = await serve(
      roleUnknown,
      iamAnswer('GetRole', roleXml('ec2.amazonaws.com')),
    );
    await assert.rejects(functions.create(input), (error) => {
      assert.ok(isUserError(error));
      assert.match(error.message, /cannot assume the role arn:aws:iam::\d+:role\/orders-role/);
      return true;
    });
    assert.equal(server.attempts, 2);
  });

  test('wait for a role that is not there only when it is new', async () => {
    const gone = iamError(404, 'NoSuchEntity', 'The role with name orders-role cannot be found.');
    const old = await serve(roleUnknown, gone);
    await assert.rejects(old.functions.create(input), /cannot assume the role/);
    assert.equal(old.server.attempts, 2);
    const young = await serve(roleUnknown, gone, roleUnknown);
    const cancel = new AbortController();
    const waits: number[] = [];
    const creating = young.functions.create(input, {
      onWait: (pause) => {
        waits.push(pause);
        cancel.abort();
      },
      ...{ roleIsNew: true, signal: cancel.signal },
    });
    await assert.rejects(creating, isCancelled);
    assert.equal(waits.length, 1);
  });

  test('stop waiting for a role when they are cancelled', async () => {
    const { server, functions } = await serve(roleUnknown);
    const cancel = new AbortController();
    const creating = functions.create(input, {
      onWait: () => setImmediate(() => cancel.abort()),
      signal: cancel.signal,
    });
    await assert.rejects(creating, isCancelled);
    assert.equal(server.requests.filter(({ head }) => head.startsWith('POST /2015')).length, 1);
  });

  test('that are being created as the person cancels are waited for, so that they can be removed', async () => {
    const controller = new AbortController();
    let answered = false;
    const { functions } = await serve({
      at: 'request',
      act(socket) {
        controller.abort();
        // Later than the end of a wait that was given up.
        setTimeout(() => {
          answered = true;
          json(201, configuration).act(socket);
        }, 50);
      },
    });
    await assert.rejects(functions.create(input, { signal: controller.signal }), {
      name: 'Cancelled',
    });
    assert.ok(answered);
  });

  test('are updated when the update is in force', async () => {
    const { server, functions } = await serve(
      json(200, { ...configuration, State: 'Active', LastUpdateStatus: 'InProgress' }),
      json(200, { ...configuration, State: 'Active', LastUpdateStatus: 'Successful' }),
    );
    assert.deepEqual(await functions.updateCode('orders', Buffer.from('zip')), summary);
    assert.match(server.requests[0]?.head ?? '', /^PUT .*\/functions\/orders\/code /);
    assert.equal(server.attempts, 2);
  });

  test('of an endpoint that says nothing of states are taken as they are', async () => {
    const { functions } = await serve(json(200, { FunctionName: 'orders' }));
    assert.deepEqual(await functions.updateCode('orders', Buffer.from('zip')), {
      name: 'orders',
      arn: '',
      runtime: undefined,
      handler: undefined,
      role: '',
      description: '',
      memory: 128,
      timeout: 3,
      lastModified: '',
      codeSha256: '',
      tenantIsolation: false,
      durable: false,
    });
  });

  test('are read again when the connection breaks, as the control plane may be', async () => {
    const { server, functions } = await serve(
      { at: 'request', act: (socket) => void socket.resetAndDestroy() },
      json(200, { Tags: { flow: 'f1' } }),
    );
    assert.deepEqual(await functions.tags(configuration.FunctionArn), { flow: 'f1' });
    assert.equal(server.attempts, 2);
  });
});

function json(status: number, body: object): Fault {
  return answer(status, { 'content-type': 'application/json' }, JSON.stringify(body));
}

function roleXml(service: string): string {
  const document = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
  const policy = encodeURIComponent(JSON.stringify({ Statement: [document] }));
  return `<Role><RoleName>orders-role</RoleName><Path>/</Path><RoleId>AROA1</RoleId><Arn>${role}</Arn><CreateDate>2026-11-22T15:04:05Z</CreateDate><AssumeRolePolicyDocument>${policy}</AssumeRolePolicyDocument></Role>`;
}
