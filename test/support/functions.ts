import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, type CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { lambdaTrust, type localClients } from './localClients.ts';

/** Creates functions of one file in a local endpoint, with one role for all. */
export async function functionMaker({ iam, lambda }: ReturnType<typeof localClients>) {
  const role = { RoleName: 'runner', AssumeRolePolicyDocument: lambdaTrust };
  const { Role } = await iam.send(new CreateRoleCommand(role));
  return async (
    FunctionName: string,
    file: Record<string, string>,
    more: Partial<CreateFunctionCommandInput> = {},
  ): Promise<void> => {
    const entries = Object.entries(file).map(([name, code]) => [
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
  };
}
