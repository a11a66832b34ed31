import type { CreateFunctionRequest } from '@aws-sdk/client-lambda';
import type { Call } from '../../protocol/service.ts';
import { notImplemented, ServiceError } from '../../protocol/serviceError.ts';
import { asRefusal, zipOf } from './deploymentPackage.ts';
import { describeFunction } from './describeFunction.ts';
import { checkExecutionRole } from './executionRole.ts';
import { latest, newFunction, now, saveFunction } from './function.ts';
import { readFunctionName } from './functionName.ts';
import { changedBy, checkSettings, logging } from './functionSettings.ts';
import { invalidParameter } from './refusals.ts';
import { checkRuntime } from './runtimes.ts';
import type { LambdaContext } from './service.ts';
import { settle } from './settle.ts';
import type { Described } from './states.ts';
import { checkTags } from './tags.ts';
import { checkUnzippedSize, readUsedLayers } from './usedLayers.ts';
import { publish } from './versions.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export async function createFunction(
  context: LambdaContext,
  input: CreateFunctionRequest,
  { caller }: Call,
): Promise<Described> {
  const name = nameOf(context, input);
  refuseWhatIsNotServed(input);
  const { Runtime, Handler, Role = '', Tags = {} } = input;
  if (Runtime === undefined || Handler === undefined) {
    throw invalidParameter(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
  checkRuntime(Runtime);
  checkSettings(input, Runtime);
  checkTags(Tags);
  const zip = zipOf(input.Code ?? {});
  refuseTaken(context, name);
  checkExecutionRole(context, Role);
  const readLayers = () => readUsedLayers(context, input.Layers ?? [], caller);
  await checkUnzippedSize(context, zip, readLayers());
  return context.codes
    .keep(zip, async ({ sha256, size }) => {
      refuseTaken(context, name);
      const configuration = {
        Runtime,
        Handler,
        Role,
        CodeSha256: sha256,
        CodeSize: size,
        Description: '',
        Timeout: 3,
        MemorySize: 128,
        LastModified: now(),
        Architectures: input.Architectures ?? ['x86_64' as const],
        EphemeralStorage: { Size: 512 },
        TracingConfig: { Mode: 'PassThrough' as const },
        LoggingConfig: logging({}, name, undefined),
        ...changedBy(input, name, undefined),
        layers: readLayers(),
        ...(input.TenancyConfig && { TenancyConfig: input.TenancyConfig }),
      };
      const made = { ...newFunction, name, tags: Tags, configuration };
      const { version, ...versions } = input.Publish
        ? publish(made, undefined)
        : { version: undefined };
      const stored = await saveFunction(context, {
        ...made,
        ...versions,
        underWay: { change: 'creation', published: version?.version },
      });
      settle(context, stored);
      // A version that is published with its function is the one answer whose ARN does not name it.
      const named = { name, qualifier: undefined };
      return describeFunction(context, stored, version ?? latest(stored), named);
    })
    .catch((error: unknown) => {
      throw asRefusal(error);
    });
}

function nameOf(context: LambdaContext, { FunctionName = '' }: CreateFunctionRequest): string {
  const { name } = readFunctionName(context, FunctionName);
  if (name.length > 64) {
    throw invalidParameter(
      `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    );
  }
  return name;
}

function refuseTaken({ functions }: LambdaContext, name: string): void {
  if (functions.get(name) === undefined) return;
  throw new ServiceError('ResourceConflictException', `Function already exist: ${name}`);
}

function refuseWhatIsNotServed(input: CreateFunctionRequest): void {
  if (input.PackageType === 'Image') throw notImplemented('functions from container images');
  if (input.PublishTo !== undefined) throw notImplemented('functions on capacity providers');
  if (input.CodeSigningConfigArn) throw notImplemented('code signing');
  if (input.CapacityProviderConfig !== undefined) throw notImplemented('capacity providers');
  if (input.DurableConfig !== undefined) throw notImplemented('durable functions');
}
