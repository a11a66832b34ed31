import { nameInArn, parseArn } from './arn.ts';
import type { StartingPosition } from './trigger.ts';

/** What Lambda can read for a function. */
export interface TriggerSource {
  readonly id: 'sqs' | 'kinesis' | 'dynamodb' | 'kafka' | 'selfManagedKafka';
  readonly label: string;
  /** What the source is, before its ARN is asked for. */
  readonly asked: string;
  readonly example: string;
  readonly batchSize: number;
  readonly mostInBatch: number;
  readonly startingPositions: readonly StartingPosition[];
  readonly partialResponses: boolean;
  /** What the function's role must be allowed, on the source itself and on everything. */
  readonly needs: { readonly onSource: readonly string[]; readonly onAll: readonly string[] };
}

/** By AWS' pages on each source, and the policies that it keeps for their roles. */
export const triggerSources: readonly TriggerSource[] = [
  {
    id: 'sqs',
    label: 'SQS queue',
    asked: 'ARN or URL of the queue',
    example: 'arn:aws:sqs:us-east-1:123456789012:orders',
    batchSize: 10,
    mostInBatch: 10_000,
    startingPositions: [],
    partialResponses: true,
    needs: {
      onSource: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      onAll: [],
    },
  },
  {
    id: 'kinesis',
    label: 'Kinesis stream',
    asked: 'ARN of the stream or of a consumer',
    example: 'arn:aws:kinesis:us-east-1:123456789012:stream/orders',
    batchSize: 100,
    mostInBatch: 10_000,
    startingPositions: ['LATEST', 'TRIM_HORIZON', 'AT_TIMESTAMP'],
    partialResponses: true,
    needs: {
      onSource: [
        'kinesis:DescribeStream',
        'kinesis:DescribeStreamSummary',
        'kinesis:GetRecords',
        'kinesis:GetShardIterator',
        'kinesis:ListShards',
        'kinesis:SubscribeToShard',
      ],
      onAll: ['kinesis:ListStreams'],
    },
  },
  {
    id: 'dynamodb',
    label: 'DynamoDB stream',
    asked: "ARN of the table's stream",
    example: 'arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000',
    batchSize: 100,
    mostInBatch: 10_000,
    startingPositions: ['LATEST', 'TRIM_HORIZON'],
    partialResponses: true,
    needs: {
      onSource: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      onAll: ['dynamodb:ListStreams'],
    },
  },
  {
    id: 'kafka',
    label: 'Kafka: a topic of Amazon MSK',
    asked: 'ARN of the cluster',
    example:
      'arn:aws:kafka:us-east-1:123456789012:cluster/orders/6f1c2f3e-8a44-4b0e-9c1d-2f6f5b9f7d10-1',
    batchSize: 100,
    mostInBatch: 10_000,
    startingPositions: ['LATEST', 'TRIM_HORIZON', 'AT_TIMESTAMP'],
    partialResponses: false,
    needs: {
      onSource: ['kafka:DescribeCluster', 'kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers'],
      onAll: network(),
    },
  },
  {
    id: 'selfManagedKafka',
    label: 'Kafka: a topic of a cluster of your own',
    asked: 'Servers of the cluster, separated by commas',
    example: 'kafka-1.example.com:9092, kafka-2.example.com:9092',
    batchSize: 100,
    mostInBatch: 10_000,
    startingPositions: ['LATEST', 'TRIM_HORIZON', 'AT_TIMESTAMP'],
    partialResponses: false,
    needs: { onSource: [], onAll: [] },
  },
];

/** What kind of source an ARN is of. */
export function sourceOfArn(arn: string): TriggerSource | undefined {
  const parsed = parseArn(arn);
  if (parsed === undefined) {
    return /^[\w.-]+:\d+/.test(arn)
      ? triggerSources.find(({ id }) => id === 'selfManagedKafka')
      : undefined;
  }
  if (parsed.service === 'dynamodb' && !parsed.resource.includes('/stream/')) return undefined;
  return triggerSources.find(({ id }) => id === parsed.service);
}

/** A stream of a table is known by the table. */
export function sourceName(source: string): string {
  const parsed = parseArn(source);
  const [kind, name = ''] = parsed?.resource.split('/') ?? [];
  return kind === 'table' || kind === 'cluster' || kind === 'stream' ? name : nameInArn(source);
}

/** What was typed for a source, as an ARN: a queue is known by its URL too. */
export function sourceArn(text: string): string {
  const found =
    /^https:\/\/(?:sqs\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?|([a-z0-9-]+)\.queue\.amazonaws\.com)\/(\d{12})\/([\w.-]+)$/.exec(
      text.trim(),
    );
  if (!found) return text.trim();
  const [, region, china, legacyRegion, account, name] = found;
  const place = region ?? legacyRegion ?? '';
  const partition = china ? 'aws-cn' : place.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return `arn:${partition}:sqs:${place}:${account}:${name}`;
}

/** What is wrong with what was typed for a source, or undefined. */
export function sourceProblem(source: TriggerSource, text: string): string | undefined {
  if (source.id === 'selfManagedKafka') {
    const servers = serversOf(text);
    return servers.length > 0 && servers.every((server) => /^[\w.-]+:\d{1,5}$/.test(server))
      ? undefined
      : 'Servers are named with their port, separated by commas, e.g. kafka.example.com:9092';
  }
  if (sourceOfArn(sourceArn(text)) === source) return undefined;
  if (source.id === 'dynamodb' && parseArn(text)?.service === 'dynamodb') {
    return `This is the ARN of a table: its stream's ends with /stream/ and a date.`;
  }
  return `This is no ARN of a source of this kind, e.g. ${source.example}`;
}

export function serversOf(text: string): string[] {
  return text
    .split(',')
    .map((server) => server.trim())
    .filter((server) => server !== '');
}

/** What is wrong with a filter's pattern: JSON whose leaves are lists of what is matched. */
export function filterProblem(pattern: string): string | undefined {
  try {
    const value: unknown = JSON.parse(pattern);
    if (isRule(value)) return undefined;
  } catch {
    // The sentence below says what a pattern is.
  }
  return 'A pattern is a JSON object whose values are lists of what is matched, e.g. {"body":{"kind":["order"]}}';
}

function isRule(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const parts: unknown[] = Object.values(value);
  return parts.every((part) => (Array.isArray(part) ? part.length > 0 : isRule(part)));
}

/** So that Lambda can reach a cluster in its VPC. */
function network(): readonly string[] {
  return [
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'ec2:DescribeVpcs',
  ];
}
