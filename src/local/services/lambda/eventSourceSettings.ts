import type {
  CreateEventSourceMappingRequest,
  FilterCriteria,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import { type EventSource, eventSourceOf } from './eventSource.ts';
import type { EventSourceSettings } from './eventSourceMapping.ts';
import { invalidParameter } from './refusals.ts';

type Changes = Omit<UpdateEventSourceMappingRequest, 'UUID'>;

/** The settings of a new mapping, with its source's defaults. Throws InvalidParameterValueException. */
export function newSettings(input: CreateEventSourceMappingRequest): EventSourceSettings {
  const source = eventSourceOf(input);
  checkStartingPosition(source, input);
  return settingsOf(source, source.defaults, input);
}

/** The settings after an update: what it does not name stays. */
export function changedSettings(
  before: EventSourceSettings,
  changes: Changes,
): EventSourceSettings {
  return settingsOf(eventSourceOf(before), before, changes);
}

const forAll = [
  'EventSourceArn',
  'BatchSize',
  'FilterCriteria',
  'FunctionResponseTypes',
  'KMSKeyArn',
  'MaximumBatchingWindowInSeconds',
  'MetricsConfig',
] as const;

const notSettings = new Set([
  'UUID',
  'FunctionName',
  'Enabled',
  'Tags',
  'StartingPositionTimestamp',
]);

function settingsOf(
  source: EventSource,
  before: Partial<EventSourceSettings>,
  changes: Partial<CreateEventSourceMappingRequest>,
): EventSourceSettings {
  const taken = new Set<string>([...forAll, ...source.takes]);
  for (const name of Object.keys(changes)) {
    if (!taken.has(name) && !notSettings.has(name)) throw unsupported(name);
  }
  checkFilters(changes.FilterCriteria);
  const own = Object.entries(changes).filter(([name]) => taken.has(name) && !notSettings.has(name));
  const settings: EventSourceSettings = { ...before, ...Object.fromEntries(own) };
  checkBatches(source, settings);
  if (settings.DestinationConfig?.OnSuccess !== undefined) throw unsupported('DestinationConfig');
  const { MaximumRecordAgeInSeconds: age = -1 } = settings;
  if (age > -1 && age < 60) {
    throw invalidParameter('MaximumRecordAgeInSeconds must be -1 or between 60 and 604800.');
  }
  if (settings.FilterCriteria?.Filters?.length) return settings;
  const { FilterCriteria: _, ...unfiltered } = settings;
  return unfiltered;
}

function unsupported(member: string) {
  const name = member.charAt(0).toLowerCase() + member.slice(1);
  return invalidParameter(`Unsupported '${name}' parameter for given event source mapping type.`);
}

function checkStartingPosition(
  { name, startingPositions }: EventSource,
  input: CreateEventSourceMappingRequest,
): void {
  const { StartingPosition, StartingPositionTimestamp } = input;
  if (startingPositions.length === 0) {
    if (StartingPosition === undefined && StartingPositionTimestamp === undefined) return;
    throw invalidParameter(`StartingPosition is not valid for ${name} event sources.`);
  }
  if (StartingPosition === undefined) {
    throw invalidParameter(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  }
  if (StartingPositionTimestamp !== undefined && StartingPosition !== 'AT_TIMESTAMP') {
    throw invalidParameter('Timestamp only valid with StartingPosition AT_TIMESTAMP');
  }
  if (!startingPositions.includes(StartingPosition)) {
    throw invalidParameter(`Unsupported starting position for arn type: ${input.EventSourceArn}`);
  }
  if (StartingPosition !== 'AT_TIMESTAMP') return;
  if (StartingPositionTimestamp === undefined)
    throw invalidParameter('Need to specify a timestamp');
  if (StartingPositionTimestamp.getTime() < 0) {
    throw invalidParameter(
      'Received Exception while reading from provided stream. class java.lang.Long can not be converted to a Timestamp',
    );
  }
  if (StartingPositionTimestamp.getTime() > Date.now()) {
    throw invalidParameter('StartingPositionTimestamp cannot be in the future.');
  }
}

function checkBatches({ name }: EventSource, settings: EventSourceSettings): void {
  const { BatchSize = 0, MaximumBatchingWindowInSeconds: window = 0 } = settings;
  if (name !== 'SQS') return;
  if (settings.EventSourceArn?.endsWith('.fifo') && window > 0) {
    throw invalidParameter('Batching window is not supported for FIFO queues');
  }
  if (BatchSize > 10 && window === 0) {
    throw invalidParameter(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  }
}

function checkFilters(criteria: FilterCriteria | undefined): void {
  for (const { Pattern } of criteria?.Filters ?? []) {
    if (!isPattern(Pattern)) throw invalidParameter('Invalid filter pattern definition.');
  }
}

function isPattern(text: string | undefined): boolean {
  try {
    return isRule(JSON.parse(text ?? ''));
  } catch {
    return false;
  }
}

/** An object whose leaves are lists of what is matched: `{"body": {"kind": ["order"]}}`. */
function isRule(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((part) =>
    Array.isArray(part) ? part.length > 0 : isRule(part),
  );
}
