import { randomInt } from 'node:crypto';
import type {
  CreateFunctionUrlConfigRequest,
  CreateFunctionUrlConfigResponse,
  DeleteFunctionUrlConfigRequest,
  FunctionUrlConfig,
  GetFunctionUrlConfigRequest,
  GetFunctionUrlConfigResponse,
  ListFunctionUrlConfigsRequest,
  ListFunctionUrlConfigsResponse,
  UpdateFunctionUrlConfigRequest,
  UpdateFunctionUrlConfigResponse,
} from '@aws-sdk/client-lambda';
import type { Call, Operations } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { pageOfList } from '../page.ts';
import type { StoredFunction } from './function.ts';
import { functionArn, readFunctionName } from './functionName.ts';
import { invalidParameter, resourceNotFound } from './refusals.ts';
import type { LambdaContext } from './service.ts';
import { urlHost } from './urlHost.ts';

export interface StoredUrl extends Pick<FunctionUrlConfig, 'Cors'> {
  /** `$LATEST`, or the alias that it leads to. */
  readonly qualifier: string;
  /** The unguessable first part of its host name. */
  readonly id: string;
  readonly authType: 'NONE' | 'AWS_IAM';
  readonly invokeMode: 'BUFFERED' | 'RESPONSE_STREAM';
  /** ISO 8601. */
  readonly created: string;
  readonly modified: string;
}

export const functionUrlOperations: Operations<LambdaContext> = {
  CreateFunctionUrlConfig: createFunctionUrlConfig,
  DeleteFunctionUrlConfig: deleteFunctionUrlConfig,
  GetFunctionUrlConfig: getFunctionUrlConfig,
  ListFunctionUrlConfigs: listFunctionUrlConfigs,
  UpdateFunctionUrlConfig: updateFunctionUrlConfig,
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html */
async function createFunctionUrlConfig(
  context: LambdaContext,
  input: CreateFunctionUrlConfigRequest,
  call: Call,
): Promise<CreateFunctionUrlConfigResponse> {
  const { stored, qualifier, url: existing } = locate(context, input);
  if (existing !== undefined) {
    throw new ServiceError(
      'ResourceConflictException',
      `Failed to create function url config for [functionArn = ${arnOf(context, stored, existing)}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    );
  }
  if (qualifier !== '$LATEST' && !stored.aliases.some(({ name }) => name === qualifier)) {
    throw functionMissing();
  }
  if (stored.configuration.TenancyConfig !== undefined) {
    throw invalidParameter('Function URLs are not supported for functions with tenant isolation.');
  }
  const now = new Date().toISOString();
  const url: StoredUrl = {
    qualifier,
    id: newId(),
    authType: input.AuthType === 'NONE' ? 'NONE' : 'AWS_IAM',
    invokeMode: input.InvokeMode === 'RESPONSE_STREAM' ? 'RESPONSE_STREAM' : 'BUFFERED',
    Cors: corsOf(input.Cors),
    created: now,
    modified: now,
  };
  await keep(context, stored, [...stored.urls, url]);
  context.urlOwners.add(url.id, stored.name);
  const { LastModifiedTime, InvokeMode, ...described } = describe(context, stored, url, call);
  return input.InvokeMode === undefined ? described : { ...described, InvokeMode };
}

function getFunctionUrlConfig(
  context: LambdaContext,
  input: GetFunctionUrlConfigRequest,
  call: Call,
): GetFunctionUrlConfigResponse {
  const { stored, url } = find(context, input);
  return describe(context, stored, url, call);
}

async function updateFunctionUrlConfig(
  context: LambdaContext,
  input: UpdateFunctionUrlConfigRequest,
  call: Call,
): Promise<UpdateFunctionUrlConfigResponse> {
  const { stored, url } = locate(context, input);
  if (url === undefined) throw resourceNotFound();
  const changed: StoredUrl = {
    ...url,
    authType: input.AuthType ?? url.authType,
    invokeMode: input.InvokeMode ?? url.invokeMode,
    Cors: input.Cors === undefined ? url.Cors : corsOf(input.Cors),
    modified: new Date().toISOString(),
  };
  const urls = stored.urls.map((other) => (other === url ? changed : other));
  await keep(context, stored, urls);
  return describe(context, stored, changed, call);
}

async function deleteFunctionUrlConfig(
  context: LambdaContext,
  input: DeleteFunctionUrlConfigRequest,
): Promise<void> {
  const { stored, url } = find(context, input);
  const urls = stored.urls.filter((other) => other !== url);
  await keep(context, stored, urls);
}

function listFunctionUrlConfigs(
  context: LambdaContext,
  input: ListFunctionUrlConfigsRequest,
  call: Call,
): ListFunctionUrlConfigsResponse {
  const { stored } = locate(context, input);
  const { items, marker } = pageOfList(stored.urls, {
    marker: input.Marker,
    limit: Math.min(input.MaxItems ?? 50, 50),
  });
  return {
    FunctionUrlConfigs: items.map((url) => describe(context, stored, url, call)),
    NextMarker: marker,
  };
}

interface Located {
  readonly stored: StoredFunction;
  readonly qualifier: string;
  readonly url: StoredUrl | undefined;
}

interface Named {
  readonly FunctionName: string | undefined;
  readonly Qualifier?: string | undefined;
}

/** Throws ResourceNotFoundException in the words of operations that look for a function first. */
function locate(context: LambdaContext, { FunctionName = '', Qualifier }: Named): Located {
  const { name, qualifier = '$LATEST' } = readFunctionName(context, FunctionName, Qualifier);
  // In the name the model takes versions too.
  if (/^\d+$/.test(qualifier)) throw noAlias(qualifier);
  const stored = context.functions.get(name);
  if (stored === undefined) throw functionMissing();
  const url = stored.urls.find((candidate) => candidate.qualifier === qualifier);
  return { stored, qualifier, url };
}

/** Throws ResourceNotFoundException in the words of operations that look for the URL alone. */
function find(context: LambdaContext, input: Named): Located & { readonly url: StoredUrl } {
  const { name } = readFunctionName(context, input.FunctionName ?? '', input.Qualifier);
  if (context.functions.get(name) === undefined) throw resourceNotFound();
  const { url, ...located } = locate(context, input);
  if (url === undefined) throw resourceNotFound();
  return { ...located, url };
}

function describe(
  { region, accountId }: LambdaContext,
  stored: StoredFunction,
  url: StoredUrl,
  { endpoint }: Call,
): FunctionUrlConfig {
  const { port } = new URL(endpoint);
  const host = urlHost(region, url.id);
  return {
    FunctionUrl: `http://${port === '' ? host : `${host}:${port}`}/`,
    FunctionArn: arnOf({ region, accountId }, stored, url),
    CreationTime: url.created,
    LastModifiedTime: url.modified,
    Cors: url.Cors,
    AuthType: url.authType,
    InvokeMode: url.invokeMode,
  };
}

function arnOf(
  place: Pick<LambdaContext, 'region' | 'accountId'>,
  { name }: StoredFunction,
  { qualifier }: StoredUrl,
): string {
  return functionArn(place, {
    name,
    qualifier: qualifier === '$LATEST' ? undefined : qualifier,
  });
}

/** A URL is no part of a version: the function's revision and its environments stay. */
async function keep(
  context: LambdaContext,
  stored: StoredFunction,
  urls: readonly StoredUrl[],
): Promise<void> {
  await context.functions.put(stored.name, { ...stored, urls });
}

/** An empty structure takes the settings away. */
function corsOf(cors: StoredUrl['Cors']): StoredUrl['Cors'] {
  return cors === undefined || Object.keys(cors).length === 0 ? undefined : cors;
}

/** 165 bits that nobody can guess. */
function newId(): string {
  const characters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length: 32 }, () => characters.charAt(randomInt(36))).join('');
}

function functionMissing(): ServiceError {
  return new ServiceError('ResourceNotFoundException', 'Function does not exist');
}

function noAlias(qualifier: string): ServiceError {
  return new ServiceError(
    'ValidationException',
    `1 validation error detected: Value '${qualifier}' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)`,
  );
}
