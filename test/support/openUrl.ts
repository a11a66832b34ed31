import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  type CreateFunctionUrlConfigCommandInput,
  type LambdaClient,
} from '@aws-sdk/client-lambda';

/** A function URL that anybody may call. */
export async function openUrl(
  lambda: LambdaClient,
  FunctionName: string,
  more: Partial<CreateFunctionUrlConfigCommandInput> = {},
): Promise<string> {
  const input = { FunctionName, AuthType: 'NONE', ...more } as const;
  const { FunctionUrl = '' } = await lambda.send(new CreateFunctionUrlConfigCommand(input));
  for (const permission of [
    { StatementId: 'url', Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' },
    { StatementId: 'run', Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true },
  ] as const) {
    const { Qualifier } = more;
    await lambda.send(
      new AddPermissionCommand({ FunctionName, Qualifier, Principal: '*', ...permission }),
    );
  }
  return FunctionUrl;
}
