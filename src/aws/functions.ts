import {
  type AliasConfiguration,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  ListTagsCommand,
  paginateListAliases,
  paginateListFunctions,
  paginateListVersionsByFunction,
  type Runtime,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import type { Functions, NewFunction, Qualifier, Target } from './account.ts';
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

    qualifiers(name, signal) {
      const pages = async function* (): AsyncGenerator<Qualifier[]> {
        const input = { FunctionName: name };
        for await (const page of paginateListAliases({ client }, input, sending(signal))) {
          yield (page.Aliases ?? []).map(aliasQualifier);
        }
        for await (const page of paginateListVersionsByFunction(
          { client },
          input,
          sending(signal),
        )) {
          yield (page.Versions ?? []).flatMap(versionQualifier);
        }
      };
      const listing = attempt(`list the versions of ${name}`, name, 'ListVersionsByFunction');
      return pagesAsUserErrors(listing, signal, pages);
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

function aliasQualifier(alias: AliasConfiguration): Qualifier {
  const { Name = '', FunctionVersion = '', Description = '', RoutingConfig } = alias;
  const others = Object.entries(RoutingConfig?.AdditionalVersionWeights ?? {}).map(
    ([version, weight]) => `${Math.round(weight * 100)} % to ${version}`,
  );
  const leads = [`leads to ${FunctionVersion}`, ...others].join(', ');
  return {
    kind: 'alias',
    name: Name,
    description: [leads, Description].filter(Boolean).join(' · '),
  };
}

function versionQualifier({ Version, Description = '' }: FunctionConfiguration): Qualifier[] {
  if (Version === undefined || Version === '$LATEST') return [];
  return [{ kind: 'version', name: Version, description: Description }];
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
