import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { createRunner, type localClients, quickly } from './localClients.ts';

/** Makes functions of a few files, with one role for all; each is ready when its promise resolves. */
export async function functionMaker({
  iam,
  lambda,
}: Pick<ReturnType<typeof localClients>, 'iam' | 'lambda'>) {
  const Role = await createRunner(iam);
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
      Role,
      Timeout: 10,
      Code: { ZipFile: zipSync(Object.fromEntries(entries)) },
      ...more,
    };
    await lambda.send(new CreateFunctionCommand(input));
    await waitUntilFunctionActiveV2(quickly(lambda), { FunctionName });
  };
}
