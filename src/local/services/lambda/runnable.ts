import { ServiceError } from '../../protocol/serviceError.ts';
import type { RunnableFunction } from '../../runtime/executor.ts';
import { LostCodeError } from '../../store/codeStore.ts';
import type { FunctionVersion, StoredFunction } from './function.ts';
import { functionArn } from './functionName.ts';
import type { LambdaContext } from './service.ts';

/** What the extension notes on functions that it makes: the workspace's interpreter and modules. */
const interpreterTag = 'lambda-bench:interpreter';
const sdkFolderTag = 'lambda-bench:sdk-folder';

/** The function as the runtime needs it, its code unpacked. */
export async function runnable(
  context: LambdaContext,
  { name, tags }: StoredFunction,
  { version, configuration }: FunctionVersion,
): Promise<RunnableFunction> {
  const { LoggingConfig, Environment, layers = [] } = configuration;
  return {
    name,
    arn: functionArn(context, { name, qualifier: undefined }),
    version,
    runtime: configuration.Runtime,
    handler: configuration.Handler,
    memory: configuration.MemorySize ?? 128,
    timeout: configuration.Timeout ?? 3,
    role: configuration.Role,
    environment: Environment?.Variables ?? {},
    codeFolder: await unpacked(context, configuration.CodeSha256),
    layerFolders: await Promise.all(layers.map(({ codeSha256 }) => unpacked(context, codeSha256))),
    revision: [configuration.LastModified, tags[interpreterTag], tags[sdkFolderTag]].join(' '),
    logGroup: LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    logFormat: LoggingConfig?.LogFormat === 'JSON' ? 'JSON' : 'Text',
    applicationLogLevel: LoggingConfig?.ApplicationLogLevel,
    systemLogLevel: LoggingConfig?.SystemLogLevel,
    interpreter: tags[interpreterTag],
    sdkFolder: tags[sdkFolderTag],
  };
}

async function unpacked({ codes }: LambdaContext, sha256: string): Promise<string> {
  try {
    return await codes.folder(sha256);
  } catch (error) {
    if (!(error instanceof LostCodeError)) throw error;
    throw new ServiceError(
      'InvalidZipFileException',
      `Lambda could not unzip the deployment package. ${error.message} Update the function's code.`,
      { cause: error },
    );
  }
}
