import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingRequest,
  DeleteEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  paginateListEventSourceMappings,
  type SourceAccessType,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { asUserError, pagesAsUserErrors } from './asUserError.ts';
import type { Attempt } from './attempt.ts';
import type { Clients } from './clients.ts';
import { untilRoleIsKnown } from './roleBackOff.ts';
import type { Target } from './target.ts';
import type { NewTrigger, Trigger, Triggers } from './trigger.ts';
import { readSettings, settingsOf } from './triggerSettings.ts';

export function createTriggers({ lambda: client }: Clients, target: Target): Triggers {
  const attempt = (doing: string, thing: string, action: string): Attempt => ({
    target,
    doing,
    thing,
    action: `lambda:${action}EventSourceMapping`,
  });

  return {
    list(functionName, signal) {
      const pages = async function* () {
        const input = { FunctionName: functionName };
        for await (const page of paginateListEventSourceMappings(
          { client },
          input,
          sending(signal),
        )) {
          yield (page.EventSourceMappings ?? []).map(triggerOf);
        }
      };
      const listing = attempt(`list the triggers of ${functionName}`, functionName, 'List');
      return pagesAsUserErrors({ ...listing, action: `${listing.action}s` }, signal, pages);
    },

    find(uuid, signal) {
      const command = new GetEventSourceMappingCommand({ UUID: uuid });
      return asUserError(attempt('read the trigger', uuid, 'Get'), signal, async () => {
        try {
          return triggerOf(await client.send(command, sending(signal)));
        } catch (error) {
          if (error instanceof Error && error.name === 'ResourceNotFoundException')
            return undefined;
          throw error;
        }
      });
    },

    create(trigger, { onWait, signal } = {}) {
      const { functionName, source, servers = [] } = trigger;
      const what = source ?? servers.join(', ');
      const creating = attempt(`create the trigger ${what}`, functionName, 'Create');
      const command = new CreateEventSourceMappingCommand(createInput(trigger));
      return asUserError(creating, signal, async () => {
        // Not given up halfway: what Lambda makes after nobody waits any more would go on reading.
        const made = await untilRoleIsKnown(() => client.send(command), {
          ...(onWait && { onWait }),
          signal,
        });
        return triggerOf(made);
      });
    },

    setEnabled(uuid, enabled, signal) {
      const command = new UpdateEventSourceMappingCommand({ UUID: uuid, Enabled: enabled });
      const doing = `${enabled ? 'enable' : 'disable'} the trigger`;
      return asUserError(attempt(doing, uuid, 'Update'), signal, async () =>
        triggerOf(await client.send(command, sending(signal))),
      );
    },

    delete(uuid, signal) {
      const command = new DeleteEventSourceMappingCommand({ UUID: uuid });
      return asUserError(attempt('delete the trigger', uuid, 'Delete'), signal, async () => {
        await client.send(command, sending(signal));
      });
    },

    settings(uuid, signal) {
      const command = new GetEventSourceMappingCommand({ UUID: uuid });
      return asUserError(attempt('read the trigger', uuid, 'Get'), signal, async () =>
        settingsOf(await client.send(command, sending(signal))),
      );
    },

    update(uuid, settings, signal) {
      const command = new UpdateEventSourceMappingCommand({
        UUID: uuid,
        ...readSettings(settings),
      });
      return asUserError(attempt('change the trigger', uuid, 'Update'), signal, async () => {
        await client.send(command, sending(signal));
      });
    },
  };
}

function triggerOf(mapping: EventSourceMappingConfiguration): Trigger {
  const servers = mapping.SelfManagedEventSource?.Endpoints?.KAFKA_BOOTSTRAP_SERVERS ?? [];
  return {
    uuid: mapping.UUID ?? '',
    source: mapping.EventSourceArn ?? servers.join(', '),
    topics: mapping.Topics ?? [],
    functionArn: mapping.FunctionArn ?? '',
    state: mapping.State ?? '',
    stateReason: mapping.StateTransitionReason ?? '',
    lastResult: mapping.LastProcessingResult ?? '',
    batchSize: mapping.BatchSize,
    window: mapping.MaximumBatchingWindowInSeconds ?? 0,
    startingPosition: mapping.StartingPosition,
    partialResponses: mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
    filters: mapping.FilterCriteria?.Filters?.map(({ Pattern = '' }) => Pattern) ?? [],
    lastModified: mapping.LastModified?.toISOString() ?? '',
  };
}

function createInput(trigger: NewTrigger): CreateEventSourceMappingRequest {
  const { functionName, qualifier, source, servers, topic, access, startingAt } = trigger;
  return {
    FunctionName: qualifier === undefined ? functionName : `${functionName}:${qualifier}`,
    EventSourceArn: source,
    Enabled: trigger.enabled,
    BatchSize: trigger.batchSize,
    ...(trigger.window > 0 && { MaximumBatchingWindowInSeconds: trigger.window }),
    StartingPosition: trigger.startingPosition,
    ...(startingAt !== undefined && { StartingPositionTimestamp: new Date(startingAt) }),
    ...(trigger.partialResponses && { FunctionResponseTypes: ['ReportBatchItemFailures'] }),
    ...(trigger.filters.length > 0 && {
      FilterCriteria: { Filters: trigger.filters.map((Pattern) => ({ Pattern })) },
    }),
    ...(topic !== undefined && { Topics: [topic] }),
    ...(servers && {
      SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: [...servers] } },
    }),
    ...(access && {
      SourceAccessConfigurations: [{ Type: accessType(access.type), URI: access.uri }],
    }),
  };
}

/** The SDK's list ends where AWS' goes on: what is not in it is for the service to refuse. */
function accessType(type: string): SourceAccessType {
  return type as SourceAccessType;
}

function sending(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal ? { abortSignal: signal } : {};
}
