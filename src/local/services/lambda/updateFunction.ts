import type {
  UpdateFunctionCodeRequest,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import type { Call } from '../../protocol/service.ts';
import { notImplemented } from '../../protocol/serviceError.ts';
import { asRefusal, zipOf } from './deploymentPackage.ts';
import { describeFunction } from './describeFunction.ts';
import { checkExecutionRole } from './executionRole.ts';
import {
  type Configuration,
  checkRevision,
  findLatest,
  latest,
  now,
  type StoredFunction,
  saveFunction,
} from './function.ts';
import { changedBy, checkSettings } from './functionSettings.ts';
import { invalidParameter } from './refusals.ts';
import { checkRuntime } from './runtimes.ts';
import type { LambdaContext } from './service.ts';
import { settle } from './settle.ts';
import { checkSettled, type Described } from './states.ts';
import { checkUnzippedSize, readUsedLayers } from './usedLayers.ts';
import { publish } from './versions.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
export async function updateFunctionCode(
  context: LambdaContext,
  input: UpdateFunctionCodeRequest,
): Promise<Described> {
  const { layers = [] } = findChangeable(context, input).configuration;
  if (input.PublishTo !== undefined) throw notImplemented('functions on capacity providers');
  if (input.ImageUri !== undefined) {
    throw invalidParameter(
      "Please don't provide ImageUri when updating a function with packageType Zip.",
    );
  }
  const zip = zipOf(input);
  await checkUnzippedSize(context, zip, layers);
  return context.codes
    .keep(zip, async ({ sha256, size }) => {
      // Another request may have changed or deleted it while the archive was unpacked.
      const stored = findChangeable(context, input);
      const configuration = {
        ...stored.configuration,
        CodeSha256: sha256,
        CodeSize: size,
        LastModified: now(),
        Architectures: input.Architectures ?? stored.configuration.Architectures,
      };
      if (!input.DryRun) return change(context, stored, configuration, input.Publish);
      const version = latest({ ...stored, configuration });
      return describeFunction(context, stored, version, unqualified(stored));
    })
    .catch((error: unknown) => {
      throw asRefusal(error);
    });
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export async function updateFunctionConfiguration(
  context: LambdaContext,
  input: UpdateFunctionConfigurationRequest,
  { caller }: Call,
): Promise<Described> {
  const before = findChangeable(context, input).configuration;
  if (input.Runtime !== undefined) checkRuntime(input.Runtime);
  checkSettings(input, input.Runtime ?? before.Runtime);
  if (input.Role !== undefined) checkExecutionRole(context, input.Role);
  if (input.DurableConfig !== undefined) throw notImplemented('durable functions');
  if (input.CapacityProviderConfig !== undefined) throw notImplemented('capacity providers');
  if (input.Layers !== undefined) {
    const zip = await context.codes.zip(before.CodeSha256);
    await checkUnzippedSize(context, zip, readUsedLayers(context, input.Layers, caller));
  }
  // Another request may have changed or deleted it, or a layer, in between.
  const stored = findChangeable(context, input);
  const { configuration } = stored;
  return change(context, stored, {
    ...configuration,
    Runtime: input.Runtime ?? configuration.Runtime,
    Role: input.Role ?? configuration.Role,
    LastModified: now(),
    ...changedBy(input, stored.name, configuration.LoggingConfig),
    ...(input.Layers && { layers: readUsedLayers(context, input.Layers, caller) }),
  });
}

function findChangeable(
  context: LambdaContext,
  { FunctionName, RevisionId }: UpdateFunctionConfigurationRequest,
): StoredFunction {
  const stored = findLatest(context, FunctionName);
  checkSettled(context, stored);
  checkRevision(stored, RevisionId);
  return stored;
}

async function change(
  context: LambdaContext,
  before: StoredFunction,
  configuration: Configuration,
  publishing = false,
): Promise<Described> {
  const made = publishing ? publish({ ...before, configuration }, undefined) : undefined;
  const isNew = made !== undefined && made.versions !== before.versions;
  const stored = await saveFunction(context, {
    ...before,
    ...(isNew ? { versions: made.versions, published: made.published } : {}),
    configuration,
    underWay: {
      change: 'update',
      former: latest(before),
      published: isNew ? made.version.version : undefined,
    },
  });
  settle(context, stored);
  if (made === undefined) {
    return describeFunction(context, stored, latest(stored), unqualified(stored));
  }
  const named = { name: stored.name, qualifier: made.version.version };
  return describeFunction(context, stored, made.version, named);
}

function unqualified({ name }: StoredFunction) {
  return { name, qualifier: undefined };
}
