import type {
  CreateEventSourceMappingRequest,
  EventSourceMappingConfiguration,
} from '@aws-sdk/client-lambda';
import { hasMembers } from '../../store/hasMembers.ts';
import { parseArn } from '../arn.ts';
import { resourceNotFound } from './refusals.ts';
import type { LambdaContext } from './service.ts';

/** A mapping as it is kept. Which state it is in follows from whether it is enabled. */
export interface StoredEventSourceMapping {
  readonly uuid: string;
  readonly functionArn: string;
  readonly enabled: boolean;
  /** ISO 8601. */
  readonly modified: string;
  readonly settings: EventSourceSettings;
  /** ISO 8601; of the settings, the only one that is not JSON. */
  readonly startingPositionTimestamp?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export type EventSourceSettings = Omit<
  CreateEventSourceMappingRequest,
  'FunctionName' | 'Enabled' | 'Tags' | 'StartingPositionTimestamp'
>;

/** Throws on what is no mapping. */
export function checkEventSourceMapping(value: unknown): StoredEventSourceMapping {
  const whole = hasMembers<StoredEventSourceMapping>(value, {
    uuid: 'string',
    functionArn: 'string',
    enabled: 'boolean',
    modified: 'string',
    settings: 'object',
    tags: 'object',
  });
  if (!whole) throw new Error('it is no event source mapping');
  return value;
}

/** Throws ResourceNotFoundException. */
export function findEventSourceMapping(
  { eventSourceMappings }: LambdaContext,
  uuid = '',
): StoredEventSourceMapping {
  const stored = eventSourceMappings.get(uuid);
  if (stored === undefined) throw resourceNotFound();
  return stored;
}

/** Undefined for the ARN of anything else. */
export function uuidOfMapping(arn: string): string | undefined {
  return /^event-source-mapping:(.+)$/.exec(parseArn(arn)?.resource ?? '')?.[1];
}

/** Where a person and every tool look for what a mapping does. It begins with AWS' own words. */
const nothingDelivered =
  'No records processed: the local endpoint of Lambda Bench delivers nothing from event sources.';

/** `state` is the one that a change just began; without one, the state that it has settled to. */
export function describeEventSourceMapping(
  { region, accountId }: LambdaContext,
  stored: StoredEventSourceMapping,
  state?: 'Creating' | 'Enabling' | 'Disabling' | 'Updating' | 'Deleting',
): EventSourceMappingConfiguration {
  const { uuid, settings, startingPositionTimestamp } = stored;
  const streams = /^arn:[^:]*:(kinesis|dynamodb):/.test(settings.EventSourceArn ?? '');
  return {
    ...settings,
    ...(startingPositionTimestamp === undefined
      ? {}
      : { StartingPositionTimestamp: new Date(startingPositionTimestamp) }),
    UUID: uuid,
    EventSourceMappingArn: `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${uuid}`,
    FunctionArn: stored.functionArn,
    LastModified: new Date(stored.modified),
    LastProcessingResult: nothingDelivered,
    State: state ?? (stored.enabled ? 'Enabled' : 'Disabled'),
    StateTransitionReason: streams ? 'User action' : 'USER_INITIATED',
  };
}
