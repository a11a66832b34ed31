import type { CreateEventSourceMappingRequest } from '@aws-sdk/client-lambda';
import { parseArn } from '../arn.ts';
import { invalidParameter } from './refusals.ts';

/** How Lambda reads from one kind of queue or stream. */
export interface EventSource {
  /** As AWS spells it in messages. */
  readonly name: string;
  /** Members of a mapping that mean something for this kind, beside those that all have. */
  readonly takes: readonly (keyof CreateEventSourceMappingRequest)[];
  /** What a mapping has when the request says nothing. */
  readonly defaults: Partial<CreateEventSourceMappingRequest>;
  readonly startingPositions: readonly string[];
}

/** Throws InvalidParameterValueException for what Lambda cannot read from. */
export function eventSourceOf({
  EventSourceArn,
  SelfManagedEventSource,
}: Pick<
  CreateEventSourceMappingRequest,
  'EventSourceArn' | 'SelfManagedEventSource'
>): EventSource {
  if (EventSourceArn === undefined) {
    if (SelfManagedEventSource === undefined) throw invalidParameter('Unrecognized event source.');
    return selfManagedKafka;
  }
  const { service = '', resource = '' } = parseArn(EventSourceArn) ?? {};
  const source = byService.get(service);
  const isTable = service === 'dynamodb' && !resource.includes('/stream/');
  if (source === undefined || isTable) {
    throw invalidParameter(`Unrecognized event source. Unsupported source arn : ${EventSourceArn}`);
  }
  return source;
}

const retries = {
  DestinationConfig: { OnFailure: {} },
  MaximumRecordAgeInSeconds: -1,
  BisectBatchOnFunctionError: false,
  MaximumRetryAttempts: -1,
};

const common = { BatchSize: 100, MaximumBatchingWindowInSeconds: 0 };

const position = ['StartingPosition', 'StartingPositionTimestamp'] as const;

function stream(name: string, startingPositions: readonly string[]): EventSource {
  const defaults = {
    ...common,
    ...retries,
    FunctionResponseTypes: [],
    ParallelizationFactor: 1,
    TumblingWindowInSeconds: 0,
  };
  const own = ['ParallelizationFactor', 'TumblingWindowInSeconds'] as const;
  return { name, startingPositions, defaults, takes: [...position, ...retried, ...own] };
}

const retried = [
  'DestinationConfig',
  'MaximumRecordAgeInSeconds',
  'BisectBatchOnFunctionError',
  'MaximumRetryAttempts',
] as const;

const anyPosition = ['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP'];

const kafkaMembers = [
  ...position,
  ...retried,
  'Topics',
  'SourceAccessConfigurations',
  'LoggingConfig',
  'ProvisionedPollerConfig',
] as const;

const selfManagedKafka: EventSource = {
  name: 'self-managed Kafka',
  takes: [...kafkaMembers, 'SelfManagedEventSource', 'SelfManagedKafkaEventSourceConfig'],
  defaults: { ...common, DestinationConfig: { OnFailure: {} } },
  startingPositions: anyPosition,
};

const byService: ReadonlyMap<string, EventSource> = new Map([
  [
    'sqs',
    {
      name: 'SQS',
      takes: ['ScalingConfig', 'ProvisionedPollerConfig'],
      defaults: { ...common, BatchSize: 10, FunctionResponseTypes: [] },
      startingPositions: [],
    },
  ],
  ['kinesis', stream('Kinesis', anyPosition)],
  ['dynamodb', stream('DynamoDB', ['TRIM_HORIZON', 'LATEST'])],
  [
    'kafka',
    {
      name: 'MSK',
      takes: [...kafkaMembers, 'AmazonManagedKafkaEventSourceConfig'],
      defaults: { ...common, DestinationConfig: { OnFailure: {} } },
      startingPositions: anyPosition,
    },
  ],
  [
    'mq',
    {
      name: 'MQ',
      takes: ['Queues', 'SourceAccessConfigurations'],
      defaults: common,
      startingPositions: [],
    },
  ],
  [
    'rds',
    {
      name: 'DocumentDB',
      takes: [...position, 'SourceAccessConfigurations', 'DocumentDBEventSourceConfig'],
      defaults: common,
      startingPositions: anyPosition,
    },
  ],
]);
