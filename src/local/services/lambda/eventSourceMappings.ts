import { randomUUID } from 'node:crypto';
import type {
  CreateEventSourceMappingRequest,
  DeleteEventSourceMappingRequest,
  EventSourceMappingConfiguration,
  GetEventSourceMappingRequest,
  ListEventSourceMappingsRequest,
  ListEventSourceMappingsResponse,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import type { Operations } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { parseArn } from '../arn.ts';
import { pageOf } from '../page.ts';
import {
  describeEventSourceMapping,
  type EventSourceSettings,
  findEventSourceMapping,
  type StoredEventSourceMapping,
} from './eventSourceMapping.ts';
import { changedSettings, newSettings } from './eventSourceSettings.ts';
import { findFunction } from './function.ts';
import { functionArn } from './functionName.ts';
import { invalidParameter } from './refusals.ts';
import type { LambdaContext } from './service.ts';
import { checkTags } from './tags.ts';

export const eventSourceMappingOperations: Operations<LambdaContext> = {
  CreateEventSourceMapping: createEventSourceMapping,
  DeleteEventSourceMapping: deleteEventSourceMapping,
  GetEventSourceMapping: getEventSourceMapping,
  ListEventSourceMappings: listEventSourceMappings,
  UpdateEventSourceMapping: updateEventSourceMapping,
};

/**
 * Nothing is read from the source: the mapping is kept for its tools' sake, and says so.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */
async function createEventSourceMapping(
  context: LambdaContext,
  input: CreateEventSourceMappingRequest,
): Promise<EventSourceMappingConfiguration> {
  const settings = newSettings(input);
  const { Enabled = true, Tags = {}, StartingPositionTimestamp } = input;
  checkTags(Tags);
  const stored: StoredEventSourceMapping = {
    uuid: randomUUID(),
    functionArn: findFunctionArn(context, input.FunctionName),
    enabled: Enabled,
    modified: new Date().toISOString(),
    settings: withConsumerGroup(settings),
    startingPositionTimestamp: StartingPositionTimestamp?.toISOString(),
    tags: Tags,
  };
  refuseDuplicate(context, stored);
  await context.eventSourceMappings.put(stored.uuid, stored);
  return describeEventSourceMapping(context, stored, 'Creating');
}

function getEventSourceMapping(
  context: LambdaContext,
  { UUID }: GetEventSourceMappingRequest,
): EventSourceMappingConfiguration {
  return describeEventSourceMapping(context, findEventSourceMapping(context, UUID));
}

const mostOnPage = 100;

function listEventSourceMappings(
  context: LambdaContext,
  input: ListEventSourceMappingsRequest,
): ListEventSourceMappingsResponse {
  const { EventSourceArn, FunctionName, Marker, MaxItems = mostOnPage } = input;
  const arn = FunctionName === undefined ? undefined : arnOf(context, FunctionName);
  const { items, marker } = pageOf(context.eventSourceMappings, {
    marker: Marker,
    limit: Math.min(MaxItems, mostOnPage),
    keep: ({ functionArn, settings }) =>
      (arn === undefined || functionArn === arn) &&
      (EventSourceArn === undefined || settings.EventSourceArn === EventSourceArn),
  });
  return {
    EventSourceMappings: items.map((stored) => describeEventSourceMapping(context, stored)),
    NextMarker: marker,
  };
}

async function updateEventSourceMapping(
  context: LambdaContext,
  { UUID, ...changes }: UpdateEventSourceMappingRequest,
): Promise<EventSourceMappingConfiguration> {
  const before = findEventSourceMapping(context, UUID);
  const { FunctionName, Enabled = before.enabled } = changes;
  const stored: StoredEventSourceMapping = {
    ...before,
    settings: changedSettings(before.settings, changes),
    enabled: Enabled,
    modified: new Date().toISOString(),
    functionArn:
      FunctionName === undefined ? before.functionArn : findFunctionArn(context, FunctionName),
  };
  refuseDuplicate(context, stored);
  await context.eventSourceMappings.put(stored.uuid, stored);
  const switched = Enabled ? 'Enabling' : 'Disabling';
  return describeEventSourceMapping(
    context,
    stored,
    Enabled === before.enabled ? 'Updating' : switched,
  );
}

async function deleteEventSourceMapping(
  context: LambdaContext,
  { UUID }: DeleteEventSourceMappingRequest,
): Promise<EventSourceMappingConfiguration> {
  const stored = findEventSourceMapping(context, UUID);
  await context.eventSourceMappings.delete(stored.uuid);
  return describeEventSourceMapping(context, stored, 'Deleting');
}

function arnOf(context: LambdaContext, name: string | undefined): string {
  return functionArn(context, findFunction(context, name).named);
}

/** Other operations would name the function that they do not find. */
function findFunctionArn(context: LambdaContext, name: string | undefined): string {
  try {
    return arnOf(context, name);
  } catch (error) {
    const missing = error instanceof ServiceError && error.message.startsWith('Function not found');
    throw missing ? invalidParameter('Function does not exist') : error;
  }
}

/** Lambda names the group of Kafka consumers when the request does not. */
function withConsumerGroup(settings: EventSourceSettings): EventSourceSettings {
  const { EventSourceArn, SelfManagedEventSource } = settings;
  const ConsumerGroupId = randomUUID();
  if (SelfManagedEventSource !== undefined) {
    return { SelfManagedKafkaEventSourceConfig: { ConsumerGroupId }, ...settings };
  }
  if (parseArn(EventSourceArn ?? '')?.service !== 'kafka') return settings;
  return { AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId }, ...settings };
}

/** One function has one mapping for one source, or for each topic or queue of it. */
function refuseDuplicate(context: LambdaContext, stored: StoredEventSourceMapping): void {
  const wanted = sourceOf(stored);
  for (const other of context.eventSourceMappings.values()) {
    if (other.uuid === stored.uuid || sourceOf(other) !== wanted) continue;
    const { EventSourceArn = '' } = stored.settings;
    const name = parseArn(stored.functionArn)?.resource.replace('function:', '');
    const advice = `already exists. Please update or delete the existing mapping with UUID ${other.uuid}`;
    throw new ServiceError(
      'ResourceConflictException',
      parseArn(EventSourceArn)?.service === 'sqs'
        ? `An event source mapping with SQS arn (" ${EventSourceArn} ") and function (" ${name} ") ${advice}`
        : `The event source arn (" ${EventSourceArn} ") and function (" ${name} ") provided mapping ${advice}`,
    );
  }
}

function sourceOf({ functionArn, settings }: StoredEventSourceMapping): string {
  const { EventSourceArn, SelfManagedEventSource, Topics, Queues } = settings;
  const { DocumentDBEventSourceConfig } = settings;
  return JSON.stringify([
    functionArn,
    EventSourceArn,
    SelfManagedEventSource,
    Topics,
    Queues,
    DocumentDBEventSourceConfig,
  ]);
}
