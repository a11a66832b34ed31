import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  ListTagsCommand,
  paginateListFunctions,
  type Runtime,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import type { Functions, NewFunction, Target } from './account.ts';
import { mayBecomeAssumable } from './assumableRole.ts';
import { asUserError, pagesAsUserErrors } from './asUserError.ts';
import type { Attempt } from './attempt.ts';
import type { Clients } from './clients.ts';
import { functionSummary } from './functionSummary.ts';
import { untilRoleIsKnown } from './roleBackOff.ts';
import { waitUntilReady } from './waitUntilReady.ts';

export function createFunctions({ lambda: client, iam }: Clients, target: Target): Functions {
  const attempt = (doing: string, thing: string, action: string): Attempt => ({
    target,
    doing,
    thing,
    action: `lambda:${action}`,
  });

  return {
    list(signal) {
      const pages = async function* () {
        for await (const page of paginateListFunctions({ client }, {}, sending(signal))) {
          yield (page.Functions ?? []).map(functionSummary);
        }
      };
      const listing = attempt('list functions', `functions in ${target.region}`, 'ListFunctions');
      return pagesAsUserErrors(listing, signal, pages);
    },

    find(name, signal) {
      const finding = attempt(`look up ${name}`, name, 'GetFunctionConfiguration');
      const command = new GetFunctionConfigurationCommand({ FunctionName: name });
      return asUserError(finding, signal, async () => {
        try {
          return functionSummary(await client.send(command, sending(signal)));
        } catch (error) {
          if (error instanceof Error && error.name === 'ResourceNotFoundException')
            return undefined;
          throw error;
        }
      });
    },

    tags(arn, signal) {
      const command = new ListTagsCommand({ Resource: arn });
      return asUserError(attempt('read tags', arn, 'ListTags'), signal, async () => {
        const { Tags = {} } = await client.send(command, sending(signal));
        return Tags;
      });
    },

    create(input, { onWait, signal } = {}) {
      const creating = attempt(`create ${input.name}`, input.name, 'CreateFunction');
      const command = createCommand(input);
      return asUserError({ ...creating, role: input.role }, signal, async () => {
        // Not given up halfway: what Lambda makes after nobody waits any more could not be taken back.
        const created = await untilRoleIsKnown(() => client.send(command), {
          ...(onWait && { onWait }),
          signal,
          worthWaiting: () => mayBecomeAssumable(iam, input.role, signal),
        });
        signal?.throwIfAborted();
        return functionSummary(await waitUntilReady(client, input.name, created, signal));
      });
    },

    updateCode(name, zip, signal) {
      const updating = attempt(`update ${name}`, name, 'UpdateFunctionCode');
      const command = new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: zip });
      return asUserError(updating, signal, async () => {
        const updated = await client.send(command, sending(signal));
        return functionSummary(await waitUntilReady(client, name, updated, signal));
      });
    },

    async logGroup(name, signal) {
      const short = name.replace(/^.*:function:/, '');
      const command = new GetFunctionConfigurationCommand({ FunctionName: name });
      try {
        const { LoggingConfig } = await client.send(command, sending(signal));
        return LoggingConfig?.LogGroup ?? `/aws/lambda/${short}`;
      } catch {
        // Who may only read logs can do without: few functions have a group of another name.
        return `/aws/lambda/${short}`;
      }
    },

    delete(name, signal) {
      const command = new DeleteFunctionCommand({ FunctionName: name });
      return asUserError(attempt(`delete ${name}`, name, 'DeleteFunction'), signal, async () => {
        await client.send(command, sending(signal));
      });
    },
  };
}

function createCommand(input: NewFunction): CreateFunctionCommand {
  return new CreateFunctionCommand({
    FunctionName: input.name,
    Description: input.description,
    Runtime: runtimeIdentifier(input.runtime),
    Handler: input.handler,
    Role: input.role,
    MemorySize: input.memory,
    Timeout: input.timeout,
    Code: { ZipFile: input.zip },
    ...(input.environment && { Environment: { Variables: { ...input.environment } } }),
    ...(input.tags && { Tags: { ...input.tags } }),
  });
}

/** The SDK's list ends where AWS' goes on: what is not in it is for the service to refuse. */
function runtimeIdentifier(runtime: string): Runtime {
  return runtime as Runtime;
}

function sending(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal ? { abortSignal: signal } : {};
}
