import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateRoleCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { lambdaTrust, localClients } from '../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/localEndpoint.ts';

suite('What was acknowledged', () => {
  let dataFolder: string;
  let endpoint: LocalEndpoint;

  setup(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'lambda-bench-'));
    endpoint = await startLocalEndpoint({ dataFolder });
  });

  teardown(async () => {
    await endpoint.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  test('is there after a kill in the middle of many writes, and can be run', async () => {
    const { iam, lambda } = localClients(endpoint);
    await iam.send(
      new CreateRoleCommand({ RoleName: 'runner', AssumeRolePolicyDocument: lambdaTrust }),
    );
    const roles: string[] = [];
    const functions: string[] = [];
    const until = async (create: (index: number) => Promise<void>) => {
      for (let index = 0; ; index += 1) {
        try {
          await create(index);
        } catch {
          return;
        }
      }
    };
    const workers = ['a', 'b', 'c'].flatMap((worker) => [
      until(async (index) => {
        const RoleName = `role-${worker}-${index}`;
        await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: lambdaTrust }));
        roles.push(RoleName);
      }),
      until(async (index) => {
        const FunctionName = `function-${worker}-${index}`;
        await lambda.send(
          new CreateFunctionCommand({
            FunctionName,
            Runtime: 'nodejs22.x',
            Handler: 'index.handler',
            Role: 'arn:aws:iam::000000000000:role/runner',
            Code: {
              ZipFile: zipSync({
                'index.js': strToU8(`exports.handler = async () => '${FunctionName}'`),
              }),
            },
          }),
        );
        functions.push(FunctionName);
        if (functions.length === 30) await endpoint.kill();
      }),
    ]);
    await Promise.all(workers);
    assert.ok(roles.length > 0 && functions.length >= 30);

    endpoint = await startLocalEndpoint({ dataFolder });
    const again = localClients(endpoint);
    for (const RoleName of roles) await again.iam.send(new GetRoleCommand({ RoleName }));
    for (const FunctionName of functions) {
      await again.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    }
    const FunctionName = functions.at(-1);
    const { Payload } = await again.lambda.send(new InvokeCommand({ FunctionName }));
    assert.equal(new TextDecoder().decode(Payload), JSON.stringify(FunctionName));
    assert.equal(endpoint.stderr(), '');
  });
});
