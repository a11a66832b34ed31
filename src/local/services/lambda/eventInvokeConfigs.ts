import type {
  DeleteFunctionEventInvokeConfigRequest,
  DestinationConfig,
  FunctionEventInvokeConfig,
  GetFunctionEventInvokeConfigRequest,
  ListFunctionEventInvokeConfigsRequest,
  ListFunctionEventInvokeConfigsResponse,
  PutFunctionEventInvokeConfigRequest,
  UpdateFunctionEventInvokeConfigRequest,
} from '@aws-sdk/client-lambda';
import type { Operations } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { pageOfList } from '../page.ts';
import { checkDestinations } from './eventDestinations.ts';
import type { StoredFunction } from './function.ts';
import { functionArn, readFunctionName } from './functionName.ts';
import { invalidParameter } from './refusals.ts';
import type { LambdaContext } from './service.ts';

export interface StoredEventInvokeConfig
  extends Pick<
    FunctionEventInvokeConfig,
    'DestinationConfig' | 'MaximumEventAgeInSeconds' | 'MaximumRetryAttempts'
  > {
  /** `$LATEST` for the function itself. */
  readonly qualifier: string;
  /** ISO 8601. */
  readonly modified: string;
}

export const eventInvokeConfigOperations: Operations<LambdaContext> = {
  DeleteFunctionEventInvokeConfig: deleteConfig,
  GetFunctionEventInvokeConfig: getConfig,
  ListFunctionEventInvokeConfigs: listConfigs,
  PutFunctionEventInvokeConfig: putConfig,
  UpdateFunctionEventInvokeConfig: updateConfig,
};

type Settings = Omit<StoredEventInvokeConfig, 'modified' | 'qualifier'>;

/** Replaces the whole: what the request leaves out has its default again. */
async function putConfig(
  context: LambdaContext,
  input: PutFunctionEventInvokeConfigRequest,
): Promise<FunctionEventInvokeConfig> {
  const { stored, qualifier } = readChange(context, input);
  return keep(context, stored, qualifier, settingsOf(input));
}

async function updateConfig(
  context: LambdaContext,
  input: UpdateFunctionEventInvokeConfigRequest,
): Promise<FunctionEventInvokeConfig> {
  const { stored, qualifier } = readChange(context, input);
  const before = configOf(stored, qualifier);
  if (before === undefined) throw notConfigured(context, stored.name, qualifier);
  return keep(context, stored, qualifier, { ...before, ...settingsOf(input) });
}

function getConfig(
  context: LambdaContext,
  input: GetFunctionEventInvokeConfigRequest,
): FunctionEventInvokeConfig {
  const { stored, config } = findConfig(context, input);
  return describe(context, stored, config);
}

async function deleteConfig(
  context: LambdaContext,
  input: DeleteFunctionEventInvokeConfigRequest,
): Promise<void> {
  const { stored, config } = findConfig(context, input);
  const eventInvokeConfigs = stored.eventInvokeConfigs.filter((one) => one !== config);
  await context.functions.put(stored.name, { ...stored, eventInvokeConfigs });
}

function listConfigs(
  context: LambdaContext,
  input: ListFunctionEventInvokeConfigsRequest,
): ListFunctionEventInvokeConfigsResponse {
  const stored = context.functions.get(readFunctionName(context, input.FunctionName ?? '').name);
  if (stored === undefined) throw noFunction();
  const { items, marker } = pageOfList(stored.eventInvokeConfigs, {
    marker: input.Marker,
    limit: input.MaxItems ?? 50,
  });
  return {
    FunctionEventInvokeConfigs: items.map((config) => describe(context, stored, config)),
    NextMarker: marker,
  };
}

function readChange(context: LambdaContext, input: PutFunctionEventInvokeConfigRequest) {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
  const given = [MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig];
  if (given.every((member) => member === undefined)) {
    throw invalidParameter(
      'You must specify at least one of error handling or destination setting.',
    );
  }
  const { name, qualifier = '$LATEST' } = readName(context, input);
  const stored = context.functions.get(name);
  const exists =
    qualifier === '$LATEST' ||
    stored?.versions.some(({ version }) => version === qualifier) ||
    stored?.aliases.some((alias) => alias.name === qualifier);
  if (stored === undefined || !exists) throw noFunction();
  if (DestinationConfig !== undefined) checkDestinations(context, stored, DestinationConfig);
  return { stored, qualifier };
}

/** Without the members that the request leaves out. */
function settingsOf(input: PutFunctionEventInvokeConfigRequest): Settings {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
  return {
    ...(MaximumRetryAttempts === undefined ? {} : { MaximumRetryAttempts }),
    ...(MaximumEventAgeInSeconds === undefined ? {} : { MaximumEventAgeInSeconds }),
    ...(DestinationConfig === undefined
      ? {}
      : { DestinationConfig: withoutEmpty(DestinationConfig) }),
  };
}

/** An empty destination is none. */
function withoutEmpty({ OnSuccess, OnFailure }: DestinationConfig): DestinationConfig {
  return {
    OnSuccess: OnSuccess?.Destination ? OnSuccess : {},
    OnFailure: OnFailure?.Destination ? OnFailure : {},
  };
}

async function keep(
  context: LambdaContext,
  stored: StoredFunction,
  qualifier: string,
  settings: Settings,
): Promise<FunctionEventInvokeConfig> {
  const config = { ...settings, qualifier, modified: new Date().toISOString() };
  const others = stored.eventInvokeConfigs.filter((one) => one.qualifier !== qualifier);
  // Under the same revision: the function's own configuration has not changed.
  await context.functions.put(stored.name, {
    ...stored,
    eventInvokeConfigs: [...others, config],
  });
  return describe(context, stored, config);
}

function findConfig(context: LambdaContext, input: GetFunctionEventInvokeConfigRequest) {
  const { name, qualifier = '$LATEST' } = readName(context, input);
  const stored = context.functions.get(name);
  const config = stored && configOf(stored, qualifier);
  if (stored === undefined || config === undefined) throw notConfigured(context, name, qualifier);
  return { stored, config };
}

function readName(context: LambdaContext, input: GetFunctionEventInvokeConfigRequest) {
  return readFunctionName(context, input.FunctionName ?? '', input.Qualifier);
}

function configOf({ eventInvokeConfigs }: StoredFunction, qualifier: string) {
  return eventInvokeConfigs.find((config) => config.qualifier === qualifier);
}

function describe(
  context: LambdaContext,
  { name }: StoredFunction,
  { qualifier, modified, ...settings }: StoredEventInvokeConfig,
): FunctionEventInvokeConfig {
  return {
    ...settings,
    DestinationConfig: settings.DestinationConfig ?? { OnSuccess: {}, OnFailure: {} },
    FunctionArn: functionArn(context, { name, qualifier }),
    LastModified: new Date(modified),
  };
}

function noFunction(): ServiceError {
  return new ServiceError('ResourceNotFoundException', "The function doesn't exist.");
}

function notConfigured(context: LambdaContext, name: string, qualifier: string): ServiceError {
  return new ServiceError(
    'ResourceNotFoundException',
    `The function ${functionArn(context, { name, qualifier })} doesn't have an EventInvokeConfig`,
  );
}
