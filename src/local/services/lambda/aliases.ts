import { randomUUID } from 'node:crypto';
import type {
  AliasConfiguration,
  CreateAliasRequest,
  DeleteAliasRequest,
  GetAliasRequest,
  ListAliasesRequest,
  ListAliasesResponse,
  UpdateAliasRequest,
} from '@aws-sdk/client-lambda';
import { fromEntries } from '../../protocol/decode.ts';
import type { Operations } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { pageByKey } from '../page.ts';
import { findFunction, type StoredFunction, withoutQualifier } from './function.ts';
import { functionArn, readFunctionName } from './functionName.ts';
import { functionNotFound, invalidParameter, wrongRevision } from './refusals.ts';
import type { LambdaContext } from './service.ts';

export interface StoredAlias {
  readonly name: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  readonly description: string;
  /** Share of invocations (0 to 1) that go to another version. */
  readonly weights: readonly { readonly version: string; readonly weight: number }[];
  readonly revisionId: string;
}

export const aliasOperations: Operations<LambdaContext> = {
  CreateAlias: createAlias,
  DeleteAlias: deleteAlias,
  GetAlias: getAlias,
  ListAliases: listAliases,
  UpdateAlias: updateAlias,
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
async function createAlias(
  context: LambdaContext,
  input: CreateAliasRequest,
): Promise<AliasConfiguration> {
  const { FunctionName, Name = '', FunctionVersion = '', Description = '' } = input;
  const { name } = readFunctionName(context, FunctionName ?? '');
  const { stored } = findFunction(context, name, FunctionVersion);
  if (stored.aliases.some((alias) => alias.name === Name)) {
    const arn = functionArn(context, { name, qualifier: Name });
    throw new ServiceError('ResourceConflictException', `Alias already exists: ${arn}`);
  }
  const alias = {
    name: Name,
    version: FunctionVersion,
    description: Description,
    weights: readWeights(input.RoutingConfig),
    revisionId: randomUUID(),
  };
  checkWeights(context, stored, alias);
  return saveAlias(context, stored, alias);
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
async function updateAlias(
  context: LambdaContext,
  input: UpdateAliasRequest,
): Promise<AliasConfiguration> {
  const { stored, alias } = findAlias(context, input, 'Alias not found');
  if (input.RevisionId !== undefined && input.RevisionId !== alias.revisionId) {
    throw wrongRevision();
  }
  const changed = {
    name: alias.name,
    version: input.FunctionVersion ?? alias.version,
    description: input.Description ?? alias.description,
    weights: input.RoutingConfig ? readWeights(input.RoutingConfig) : alias.weights,
    revisionId: randomUUID(),
  };
  findFunction(context, stored.name, changed.version);
  checkWeights(context, stored, changed);
  return saveAlias(context, stored, changed);
}

function getAlias(context: LambdaContext, input: GetAliasRequest): AliasConfiguration {
  const { stored, alias } = findAlias(context, input);
  return describe(context, stored, alias);
}

function listAliases(context: LambdaContext, input: ListAliasesRequest): ListAliasesResponse {
  const { stored } = findFunction(context, input.FunctionName);
  const wanted = stored.aliases.filter(
    ({ version }) => input.FunctionVersion === undefined || input.FunctionVersion === version,
  );
  const { items, marker } = pageByKey(wanted, ({ name }) => name, {
    marker: input.Marker,
    limit: Math.min(input.MaxItems ?? mostOnPage, mostOnPage),
  });
  return { Aliases: items.map((alias) => describe(context, stored, alias)), NextMarker: marker };
}

const mostOnPage = 50;

/** To delete an alias that is not there succeeds. All that hangs on an alias goes with it. */
async function deleteAlias(context: LambdaContext, input: DeleteAliasRequest): Promise<void> {
  const { stored } = findFunction(context, input.FunctionName);
  if (!stored.aliases.some(({ name }) => name === input.Name)) return;
  await context.functions.put(stored.name, {
    ...withoutQualifier(stored, input.Name ?? ''),
    aliases: stored.aliases.filter(({ name }) => name !== input.Name),
  });
}

/** Throws ResourceNotFoundException; AWS words it in two ways. */
function findAlias(
  context: LambdaContext,
  { FunctionName, Name = '' }: GetAliasRequest,
  missing = 'Cannot find alias arn',
): { stored: StoredFunction; alias: StoredAlias } {
  const { stored } = findFunction(context, FunctionName);
  const alias = stored.aliases.find(({ name }) => name === Name);
  if (alias === undefined) {
    const arn = functionArn(context, { name: stored.name, qualifier: Name });
    throw new ServiceError('ResourceNotFoundException', `${missing}: ${arn}`);
  }
  return { stored, alias };
}

/** The function keeps its revision: an alias has one of its own. */
async function saveAlias(
  context: LambdaContext,
  stored: StoredFunction,
  alias: StoredAlias,
): Promise<AliasConfiguration> {
  const others = stored.aliases.filter(({ name }) => name !== alias.name);
  const aliases = [...others, alias].sort((one, other) => (one.name < other.name ? -1 : 1));
  await context.functions.put(stored.name, { ...stored, aliases });
  return describe(context, stored, alias);
}

function describe(
  context: LambdaContext,
  { name }: StoredFunction,
  alias: StoredAlias,
): AliasConfiguration {
  const weights = alias.weights.map(({ version, weight }) => [version, weight] as const);
  return {
    AliasArn: functionArn(context, { name, qualifier: alias.name }),
    Name: alias.name,
    FunctionVersion: alias.version,
    Description: alias.description,
    RevisionId: alias.revisionId,
    ...(weights.length > 0
      ? { RoutingConfig: { AdditionalVersionWeights: fromEntries(weights) } }
      : {}),
  };
}

function readWeights(routing: CreateAliasRequest['RoutingConfig']): StoredAlias['weights'] {
  const weights = Object.entries(routing?.AdditionalVersionWeights ?? {});
  return weights.map(([version, weight]) => ({ version, weight }));
}

function checkWeights(
  context: LambdaContext,
  stored: StoredFunction,
  { version, weights }: StoredAlias,
): void {
  if (weights.length > 1) {
    throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
  }
  for (const { version: additional } of weights) {
    if (additional === version) {
      throw invalidParameter(
        `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
      );
    }
    if (version === '$LATEST') {
      throw invalidParameter(
        '$LATEST is not supported for an alias pointing to more than 1 version',
      );
    }
    if (!stored.versions.some((one) => one.version === additional)) {
      throw functionNotFound(functionArn(context, { name: stored.name, qualifier: additional }));
    }
  }
}
