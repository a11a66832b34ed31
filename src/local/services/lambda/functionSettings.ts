import type { CreateFunctionRequest, LoggingConfig } from '@aws-sdk/client-lambda';
import { notImplemented } from '../../protocol/serviceError.ts';
import type { Configuration } from './function.ts';
import { invalidParameter } from './refusals.ts';

/** What CreateFunction and UpdateFunctionConfiguration may both set, less what needs a look elsewhere. */
export type Settings = Pick<
  CreateFunctionRequest,
  | 'DeadLetterConfig'
  | 'Description'
  | 'Environment'
  | 'EphemeralStorage'
  | 'FileSystemConfigs'
  | 'Handler'
  | 'ImageConfig'
  | 'KMSKeyArn'
  | 'Layers'
  | 'LoggingConfig'
  | 'MemorySize'
  | 'SnapStart'
  | 'Timeout'
  | 'TracingConfig'
  | 'VpcConfig'
>;

/** Refuses settings that are wrong, and those that cannot be honoured here. */
export function checkSettings(settings: Settings, runtime: string): void {
  checkEnvironment(settings.Environment?.Variables ?? {});
  if (settings.FileSystemConfigs?.length) throw notImplemented('file systems of functions');
  if (settings.SnapStart?.ApplyOn === 'PublishedVersions' && !startsFromSnapshots(runtime)) {
    throw invalidParameter(`${runtime} is not supported for SnapStart enabled functions.`);
  }
  if (settings.ImageConfig !== undefined) throw notImplemented('functions from container images');
}

/**
 * The members of a configuration that the settings change; members that were not given stay. An empty
 * ARN takes its setting away.
 */
export function changedBy(
  settings: Settings,
  functionName: string,
  before: LoggingConfig | undefined,
): Partial<Configuration> {
  const { DeadLetterConfig, Environment, KMSKeyArn, SnapStart, LoggingConfig, VpcConfig } =
    settings;
  return {
    ...(DeadLetterConfig && {
      DeadLetterConfig: DeadLetterConfig.TargetArn ? DeadLetterConfig : undefined,
    }),
    ...(KMSKeyArn !== undefined && { KMSKeyArn: KMSKeyArn || undefined }),
    ...given('Description', settings.Description),
    ...given('EphemeralStorage', settings.EphemeralStorage),
    ...given('Handler', settings.Handler),
    ...given('MemorySize', settings.MemorySize),
    ...given('Timeout', settings.Timeout),
    ...given('TracingConfig', settings.TracingConfig),
    ...given('Environment', Environment && { Variables: Environment.Variables ?? {} }),
    ...given('SnapStart', SnapStart),
    ...given('VpcConfig', VpcConfig && vpcOf(VpcConfig)),
    ...given('LoggingConfig', LoggingConfig && logging(LoggingConfig, functionName, before)),
  };
}

/** Kept and shown; no handler runs in a VPC here. */
function vpcOf(asked: NonNullable<Settings['VpcConfig']>): Configuration['VpcConfig'] {
  const { SubnetIds = [], SecurityGroupIds = [], Ipv6AllowedForDualStack = false } = asked;
  return { SubnetIds, SecurityGroupIds, VpcId: '', Ipv6AllowedForDualStack };
}

export function logging(
  asked: LoggingConfig,
  functionName: string,
  before: LoggingConfig | undefined,
): LoggingConfig {
  const LogFormat = asked.LogFormat ?? before?.LogFormat ?? 'Text';
  const LogGroup = asked.LogGroup ?? before?.LogGroup ?? `/aws/lambda/${functionName}`;
  if (LogFormat === 'JSON') {
    const ApplicationLogLevel = asked.ApplicationLogLevel ?? before?.ApplicationLogLevel ?? 'INFO';
    const SystemLogLevel = asked.SystemLogLevel ?? before?.SystemLogLevel ?? 'INFO';
    return { LogFormat, LogGroup, ApplicationLogLevel, SystemLogLevel };
  }
  if (asked.ApplicationLogLevel !== undefined || asked.SystemLogLevel !== undefined) {
    throw invalidParameter(
      'To set log levels, the LogFormat of the function must be JSON: the Text format has no levels.',
    );
  }
  return { LogFormat, LogGroup };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html#snapstart-runtimes */
function startsFromSnapshots(runtime: string): boolean {
  const [, language = '', version] = /^(java|python3\.|dotnet)(\d+)/.exec(runtime) ?? [];
  const first: Readonly<Record<string, number>> = { java: 11, 'python3.': 12, dotnet: 8 };
  return Number(version) >= (first[language] ?? 0);
}

const mostEnvironmentBytes = 4096;

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const reservedVariables: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

function checkEnvironment(variables: Readonly<Record<string, string>>): void {
  const reserved = Object.keys(variables).filter((name) => reservedVariables.has(name));
  const unable = 'Lambda was unable to configure your environment variables because';
  if (reserved.length > 0) {
    throw invalidParameter(
      `${unable} the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const measured = JSON.stringify(variables);
  if (Buffer.byteLength(measured) > mostEnvironmentBytes) {
    throw invalidParameter(
      `${unable} the environment variables you have provided exceeded the 4KB limit. String measured: ${measured}`,
    );
  }
}

function given<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  // An object with this one key of this one type, or without it: what a computed key cannot say.
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: V });
}
