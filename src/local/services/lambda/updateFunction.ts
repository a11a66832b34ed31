import type {
  FunctionConfiguration,
  UpdateFunctionCodeRequest,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import { asRefusal, zipOf } from './deploymentPackage.ts';
import { checkExecutionRole } from './executionRole.ts';
import {
  describeFunction,
  findFunction,
  latest,
  now,
  type StoredFunction,
  saveFunction,
  settled,
  updating,
} from './function.ts';
import { changedBy, checkSettings } from './functionSettings.ts';
import { notServed, wrongRevision } from './refusals.ts';
import { checkRuntime } from './runtimes.ts';
import type { LambdaContext } from './service.ts';

/** AWS gives a reason for updates that its own model does not list. */
type Updating = Omit<FunctionConfiguration, keyof typeof updating> & typeof updating;

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
export async function updateFunctionCode(
  context: LambdaContext,
  input: UpdateFunctionCodeRequest,
): Promise<FunctionConfiguration | Updating> {
  const { stored } = findFunction(context, input.FunctionName);
  checkRevision(stored, input.RevisionId);
  if (input.Publish || input.PublishTo !== undefined) throw notServed('versions of functions');
  const before = stored.configuration.CodeSha256;
  const unqualified = { name: stored.name, qualifier: undefined };
  const answer = await context.codes
    .keep(zipOf(input), async ({ sha256, size }) => {
      // Another request may have changed or deleted it while the archive was unpacked.
      const { stored: current } = findFunction(context, input.FunctionName);
      checkRevision(current, input.RevisionId);
      const changed = {
        ...current,
        configuration: {
          ...current.configuration,
          CodeSha256: sha256,
          CodeSize: size,
          LastModified: now(),
          Architectures: input.Architectures ?? current.configuration.Architectures,
        },
      };
      return input.DryRun
        ? describeFunction(context, latest(changed), unqualified)
        : describeFunction(context, latest(await saveFunction(context, changed)), unqualified);
    })
    .catch((error: unknown) => {
      throw asRefusal(error);
    });
  if (input.DryRun) return { ...answer, ...settled };
  await context.executor.retire(stored.name, '$LATEST');
  await context.codes.release(before);
  return { ...answer, ...updating };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export async function updateFunctionConfiguration(
  context: LambdaContext,
  input: UpdateFunctionConfigurationRequest,
): Promise<Updating> {
  const { stored } = findFunction(context, input.FunctionName);
  checkRevision(stored, input.RevisionId);
  if (input.Runtime !== undefined) checkRuntime(input.Runtime);
  checkSettings(input);
  if (input.Role !== undefined) checkExecutionRole(context, input.Role);
  if (input.DurableConfig !== undefined) throw notServed('durable functions');
  if (input.CapacityProviderConfig !== undefined) throw notServed('capacity providers');
  const { configuration } = stored;
  const changed = await saveFunction(context, {
    ...stored,
    configuration: {
      ...configuration,
      Runtime: input.Runtime ?? configuration.Runtime,
      Role: input.Role ?? configuration.Role,
      LastModified: now(),
      ...changedBy(input, stored.name, configuration.LoggingConfig),
    },
  });
  await context.executor.retire(stored.name, '$LATEST');
  return {
    ...describeFunction(context, latest(changed), { name: stored.name, qualifier: undefined }),
    ...updating,
  };
}

function checkRevision(stored: StoredFunction, asked: string | undefined): void {
  if (asked !== undefined && asked !== stored.revisionId) throw wrongRevision();
}
