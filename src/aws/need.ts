import type { Place } from './arn.ts';

export type Access = 'read' | 'write';

/** A service that a function may need, and what its role must be allowed for that. */
export interface Need {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** Absent where there is but one way to use it. */
  readonly actions: Readonly<Record<Access, readonly string[]>> | readonly string[];
  /** Sensible resources to begin with, most specific first; empty where there is none to name. */
  resources(place: Place): readonly string[];
  /** The service that its ARNs name. */
  readonly service: string;
}

/** In the order in which they are asked. */
export const needs: readonly Need[] = [
  {
    id: 's3',
    label: 'S3',
    detail: 'objects in buckets',
    service: 's3',
    actions: {
      read: ['s3:GetObject', 's3:ListBucket'],
      write: ['s3:PutObject', 's3:DeleteObject'],
    },
    resources: ({ partition }) => [
      `arn:${partition}:s3:::my-bucket`,
      `arn:${partition}:s3:::my-bucket/*`,
    ],
  },
  {
    id: 'dynamodb',
    label: 'DynamoDB',
    detail: 'items of tables',
    service: 'dynamodb',
    actions: {
      read: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan'],
      write: [
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
        'dynamodb:BatchWriteItem',
      ],
    },
    resources: (place) => [
      arn('dynamodb', place, 'table/my-table'),
      arn('dynamodb', place, 'table/my-table/index/*'),
    ],
  },
  {
    id: 'sqs',
    label: 'SQS',
    detail: 'messages in queues',
    service: 'sqs',
    actions: {
      read: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      write: ['sqs:SendMessage'],
    },
    resources: (place) => [arn('sqs', place, 'my-queue')],
  },
  {
    id: 'sns',
    label: 'SNS',
    detail: 'messages to topics',
    service: 'sns',
    actions: ['sns:Publish'],
    resources: (place) => [arn('sns', place, 'my-topic')],
  },
  {
    id: 'kinesis',
    label: 'Kinesis',
    detail: 'records of streams',
    service: 'kinesis',
    actions: {
      read: [
        'kinesis:DescribeStream',
        'kinesis:DescribeStreamSummary',
        'kinesis:GetRecords',
        'kinesis:GetShardIterator',
        'kinesis:ListShards',
        'kinesis:SubscribeToShard',
      ],
      write: ['kinesis:PutRecord', 'kinesis:PutRecords'],
    },
    resources: (place) => [arn('kinesis', place, 'stream/my-stream')],
  },
  {
    id: 'secretsmanager',
    label: 'Secrets Manager',
    detail: 'values of secrets',
    service: 'secretsmanager',
    actions: {
      read: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      write: ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecret'],
    },
    // Secrets Manager appends six characters to the name.
    resources: (place) => [arn('secretsmanager', place, 'secret:my-secret-??????')],
  },
  {
    id: 'ssm',
    label: 'Systems Manager',
    detail: 'parameters of Parameter Store',
    service: 'ssm',
    actions: {
      read: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
      write: ['ssm:PutParameter'],
    },
    resources: (place) => [arn('ssm', place, 'parameter/my-function/*')],
  },
  {
    id: 'kms',
    label: 'KMS',
    detail: 'keys that encrypt what the function reads and writes',
    service: 'kms',
    actions: {
      read: ['kms:Decrypt'],
      write: ['kms:Encrypt', 'kms:GenerateDataKey'],
    },
    resources: (place) => [arn('kms', place, 'key/00000000-0000-0000-0000-000000000000')],
  },
  {
    id: 'events',
    label: 'EventBridge',
    detail: 'events to a bus',
    service: 'events',
    actions: ['events:PutEvents'],
    resources: (place) => [arn('events', place, 'event-bus/default')],
  },
  {
    id: 'lambda',
    label: 'Another function',
    detail: 'invokes it',
    service: 'lambda',
    actions: ['lambda:InvokeFunction'],
    resources: (place) => [
      arn('lambda', place, 'function:my-function'),
      arn('lambda', place, 'function:my-function:*'),
    ],
  },
  {
    id: 'xray',
    label: 'X-Ray',
    detail: 'active tracing',
    service: 'xray',
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    resources: () => [],
  },
  {
    id: 'vpc',
    label: 'VPC',
    detail: 'the network interfaces of a function in a VPC',
    service: 'ec2',
    actions: [
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ],
    resources: () => [],
  },
];

function arn(service: string, { partition, region, account }: Place, resource: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}
