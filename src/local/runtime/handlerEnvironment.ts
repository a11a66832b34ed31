import { withPlaces } from './awsFolders.ts';
import type { ExecutorOptions, RunnableFunction } from './executor.ts';
import { layerPaths } from './layerPaths.ts';

/** Folders and addresses of one execution environment. */
export interface EnvironmentPlace {
  /** Its own folder for temporary files. */
  readonly scratchFolder: string;
  /** `host:port` of its Runtime API. */
  readonly runtimeApi: string;
  /** Name of its log stream. */
  readonly logStream: string;
}

/** What a process cannot do without; nothing else of the person's environment reaches a handler. */
const inherited = ['PATH', 'Path', 'PATHEXT', 'SystemRoot', 'SystemDrive', 'windir', 'ComSpec'];

/**
 * The variables that a handler sees.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function handlerEnvironment(
  run: RunnableFunction,
  options: ExecutorOptions,
  place: EnvironmentPlace,
): Record<string, string> {
  const credentials = options.credentials(run);
  const xray = { address: '127.0.0.1', port: '2000' };
  const own = ownVariables();
  const environment = withPlaces(run);
  return {
    ...own,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_ENDPOINT_URL: options.endpoint(),
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: `${xray.address}:${xray.port}`,
    _AWS_XRAY_DAEMON_ADDRESS: xray.address,
    _AWS_XRAY_DAEMON_PORT: xray.port,
    ...(run.runtime.startsWith('python') ? { LC_CTYPE: 'C.UTF-8' } : {}),
    ...environment,
    ...layerPaths({ ...run, environment }, own),
    // What follows is reserved: AWS refuses a function that sets it.
    _HANDLER: run.handler,
    AWS_REGION: options.region,
    AWS_DEFAULT_REGION: options.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${run.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: run.name,
    AWS_LAMBDA_FUNCTION_VERSION: run.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(run.memory),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: run.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: place.logStream,
    AWS_LAMBDA_RUNTIME_API: place.runtimeApi,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    LAMBDA_TASK_ROOT: run.codeFolder,
    LAMBDA_RUNTIME_DIR: options.bootstrapFolder,
    PWD: run.codeFolder,
    SHLVL: '0',
    TMPDIR: place.scratchFolder,
    TMP: place.scratchFolder,
    TEMP: place.scratchFolder,
    ...(run.logFormat === 'JSON' ? jsonLogging(run) : {}),
  };
}

function ownVariables(): Record<string, string> {
  const own: Record<string, string> = {};
  for (const name of inherited) {
    const value = process.env[name];
    if (value !== undefined) own[name] = value;
  }
  return own;
}

function jsonLogging(run: RunnableFunction): Record<string, string> {
  return {
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_LOG_LEVEL: run.applicationLogLevel ?? 'INFO',
  };
}
