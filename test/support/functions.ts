import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { lambdaTrust, type localClients } from './localClients.ts';

/** Makes functions of a few files, with one role for all; each is ready when its promise resolves. */
export async function functionMaker({ iam, lambda }: ReturnType<typeof localClients>) {
  const role = { RoleName: 'runner', AssumeRolePolicyDocument: lambdaTrust };
  const { Role } = await iam.send(new CreateRoleCommand(role));
  return async (
    FunctionName: string,
    files: Record<string, string>,
    more: Partial<CreateFunctionCommandInput> = {},
  ): Promise<void> => {
    const entries = Object.entries(files).map(([name, code]) => [
      name,
      [strToU8(code), { os: 3, attrs: 0o100755 << 16 }] as const,
    ]);
    const input: CreateFunctionCommandInput = {
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: Role?.Arn,
      Timeout: 10,
      Code: { ZipFile: zipSync(Object.fromEntries(entries)) },
      ...more,
    };
    await lambda.send(new CreateFunctionCommand(input));
    const patience = { client: lambda, minDelay: 0.05, maxDelay: 0.1, maxWaitTime: 10 };
    await waitUntilFunctionActiveV2(patience, { FunctionName });
  };
}
