import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { lambdaTrust, type localClients } from './localClients.ts';

/** Creates functions of the newest Node.js runtime from the source of their module, and waits for them. */
export async function createNodeFunctions(
  { iam, lambda }: Pick<ReturnType<typeof localClients>, 'iam' | 'lambda'>,
  sources: Readonly<Record<string, string>>,
): Promise<void> {
  const role = { RoleName: 'runner', AssumeRolePolicyDocument: lambdaTrust };
  const { Role } = await iam.send(new CreateRoleCommand(role));
  for (const [FunctionName, source] of Object.entries(sources)) {
    const input = {
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: Role?.Arn,
      Timeout: 10,
      Code: { ZipFile: zipSync({ 'index.mjs': strToU8(source) }) },
    } as const;
    await lambda.send(new CreateFunctionCommand(input));
    await waitUntilFunctionActiveV2(
      { client: lambda, minDelay: 1, maxWaitTime: 20 },
      { FunctionName },
    );
  }
}
