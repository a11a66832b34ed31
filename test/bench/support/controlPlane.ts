import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { lambdaTrust, localClients } from '../../support/localClients.ts';
import { startMotoServer } from '../../support/motoServer.ts';
import type { Figure } from '../figure.ts';
import { startBuiltBench } from './builtBench.ts';
import { sideBySide, timed } from './sideBySide.ts';

const rounds = 40;

/** Roles and functions made and listed by the SDK, beside moto where that is installed. */
export async function measureControlPlane(): Promise<Figure[]> {
  await using moto = await startMotoServer();
  if (moto === undefined) return [{ what: 'moto_server: control plane', absent: 'not installed' }];
  await using bench = await startBuiltBench();
  const ours = operationsOf(localClients(bench.endpoint));
  const theirs = operationsOf(localClients({ ...bench.endpoint, endpoint: moto.endpoint }));
  const figures: Figure[] = [];
  for (const operation of ['createRole', 'createFunction', 'listFunctions'] as const) {
    const times = await sideBySide({
      rounds,
      warmUp: 5,
      contenders: { ours: () => timed(ours[operation]), theirs: () => timed(theirs[operation]) },
    });
    const name = `${operation.slice(0, 1).toUpperCase()}${operation.slice(1)}`;
    figures.push(
      {
        what: `local endpoint: ${name} by the SDK`,
        ...{ measured: times.medianOf('ours'), unit: 'ms' },
      },
      {
        what: `moto_server: ${name}, as a multiple of the local endpoint's`,
        ...{ measured: times.medianOf('theirs') / times.medianOf('ours'), unit: '×' },
      },
    );
  }
  return figures;
}

/** Each makes something new every time it is called. */
function operationsOf({ iam, lambda }: ReturnType<typeof localClients>) {
  const zip = zipSync({ 'index.mjs': strToU8('export const handler = async (event) => event;\n') });
  let roles = 0;
  let functions = 0;
  let role: string | undefined;
  return {
    async createRole() {
      roles += 1;
      const input = { RoleName: `role-${roles}`, AssumeRolePolicyDocument: lambdaTrust };
      role = (await iam.send(new CreateRoleCommand(input))).Role?.Arn;
    },
    async createFunction() {
      functions += 1;
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName: `function-${functions}`,
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Role: role,
          Code: { ZipFile: zip },
        }),
      );
    },
    listFunctions: () => lambda.send(new ListFunctionsCommand({})),
  };
}
