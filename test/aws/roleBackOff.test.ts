import assert from 'node:assert/strict';
import { CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { createClients } from '../../src/aws/clients.ts';
import { untilRoleIsKnown } from '../../src/aws/roleBackOff.ts';
import { type FaultServer, lambdaError, startFaultServer } from '../support/faultServer.ts';

const command = new CreateFunctionCommand({
  FunctionName: 'orders',
  Role: 'arn:aws:iam::123456789012:role/orders-role',
  Code: { ZipFile: Buffer.from('zip') },
});

suite('Waiting for a role', () => {
  let server: FaultServer;

  async function refused(message: string): Promise<() => Promise<unknown>> {
    server = await startFaultServer(
      lambdaError(400, 'InvalidParameterValueException', { Type: 'User', message }),
    );
    const { lambda } = createClients(server.target);
    return () => lambda.send(command);
  }

  teardown(() => server.close());

  test('takes longer each time, and no longer in all than it may', async () => {
    const call = await refused('The role defined for the function cannot be assumed by Lambda.');
    const waits: number[] = [];
    await assert.rejects(
      untilRoleIsKnown(call, { onWait: (wait) => waits.push(wait), first: 1, total: 24 }),
      { name: 'InvalidParameterValueException' },
    );
    assert.deepEqual(waits, [1, 2, 4, 4, 4, 4, 4, 1]);
    assert.equal(server.attempts, waits.length + 1);
  });

  test('also waits for its policies', async () => {
    const call = await refused(
      'The provided execution role does not have permissions to call CreateNetworkInterface on EC2',
    );
    await assert.rejects(untilRoleIsKnown(call, { first: 1, total: 1 }));
    assert.equal(server.attempts, 2);
  });

  test('is not tried for other refusals', async () => {
    const call = await refused('Uploaded file must be a non-empty zip');
    await assert.rejects(untilRoleIsKnown(call, { first: 1, total: 24 }));
    assert.equal(server.attempts, 1);
  });

  test('is not tried where it cannot help, which is asked once', async () => {
    const call = await refused('The role defined for the function cannot be assumed by Lambda.');
    let asked = 0;
    const worthWaiting = async () => ++asked > 1;
    await assert.rejects(untilRoleIsKnown(call, { worthWaiting, first: 1, total: 24 }));
    assert.equal(server.attempts, 1);
  });
});
