/** A policy of AWS' own, the same in every account. */
export interface ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly defaultVersion: string;
  /** ISO 8601. */
  readonly created: string;
  readonly updated: string;
}

/**
 * Those that roles of Lambda functions use, with their places and dates in
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const managedPolicies: readonly ManagedPolicy[] = [
  {
    name: 'AWSLambdaBasicDurableExecutionRolePolicy',
    path: '/service-role/',
    description:
      'Provides write permissions to CloudWatch Logs and read and write permissions to the durable execution APIs of Lambda.',
    defaultVersion: 'v3',
    created: '2025-12-02T15:04:12Z',
    updated: '2026-02-12T18:01:44Z',
  },
  {
    name: 'AWSLambdaBasicExecutionRole',
    path: '/service-role/',
    description: 'Provides write permissions to CloudWatch Logs.',
    defaultVersion: 'v1',
    created: '2015-04-09T15:03:43Z',
    updated: '2015-04-09T15:03:43Z',
  },
  {
    name: 'AWSLambdaDynamoDBExecutionRole',
    path: '/service-role/',
    description:
      'Provides list and read access to DynamoDB streams and write permissions to CloudWatch logs.',
    defaultVersion: 'v1',
    created: '2015-04-09T15:09:29Z',
    updated: '2015-04-09T15:09:29Z',
  },
  {
    name: 'AWSLambdaENIManagementAccess',
    path: '/service-role/',
    description:
      'Provides minimum permissions for a Lambda function to manage ENIs (create, describe, delete) used by a VPC-enabled Lambda Function.',
    defaultVersion: 'v2',
    created: '2016-12-06T00:37:27Z',
    updated: '2020-10-01T20:07:26Z',
  },
  {
    name: 'AWSLambdaExecute',
    path: '/',
    description: 'Provides Put, Get access to S3 and full access to CloudWatch Logs.',
    defaultVersion: 'v1',
    created: '2015-02-06T18:40:46Z',
    updated: '2015-02-06T18:40:46Z',
  },
  {
    name: 'AWSLambdaInvocation-DynamoDB',
    path: '/',
    description: 'Provides read access to DynamoDB Streams.',
    defaultVersion: 'v1',
    created: '2015-02-06T18:40:47Z',
    updated: '2015-02-06T18:40:47Z',
  },
  {
    name: 'AWSLambdaKinesisExecutionRole',
    path: '/service-role/',
    description:
      'Provides list and read access to Kinesis streams and write permissions to CloudWatch logs.',
    defaultVersion: 'v2',
    created: '2015-04-09T15:14:16Z',
    updated: '2018-11-19T20:09:24Z',
  },
  {
    name: 'AWSLambdaMSKExecutionRole',
    path: '/service-role/',
    description:
      'Provides permissions required to access MSK Cluster within a VPC, manage ENIs (create, describe, delete) in the VPC and write permissions to CloudWatch Logs.',
    defaultVersion: 'v2',
    created: '2020-08-11T17:35:05Z',
    updated: '2022-08-02T20:08:02Z',
  },
  {
    name: 'AWSLambdaRole',
    path: '/service-role/',
    description: 'Default policy for AWS Lambda service role.',
    defaultVersion: 'v1',
    created: '2015-02-06T18:41:28Z',
    updated: '2015-02-06T18:41:28Z',
  },
  {
    name: 'AWSLambdaSQSQueueExecutionRole',
    path: '/service-role/',
    description:
      'Provides receive message, delete message, and read attribute access to SQS queues, and write permissions to CloudWatch logs.',
    defaultVersion: 'v1',
    created: '2018-06-14T21:50:45Z',
    updated: '2018-06-14T21:50:45Z',
  },
  {
    name: 'AWSLambdaVPCAccessExecutionRole',
    path: '/service-role/',
    description:
      'Provides minimum permissions for a Lambda function to execute while accessing a resource within a VPC - create, describe, delete network interfaces and write permissions to CloudWatch Logs.',
    defaultVersion: 'v3',
    created: '2016-02-11T23:15:26Z',
    updated: '2024-01-05T22:38:26Z',
  },
  {
    name: 'AWSLambda_FullAccess',
    path: '/',
    description:
      'Grants full access to AWS Lambda service, AWS Lambda console features, and other related AWS services.',
    defaultVersion: 'v7',
    created: '2020-11-17T21:14:08Z',
    updated: '2026-02-12T18:00:51Z',
  },
  {
    name: 'AWSLambda_ReadOnlyAccess',
    path: '/',
    description:
      'Grants read-only access to AWS Lambda service, AWS Lambda console features, and other related AWS services.',
    defaultVersion: 'v5',
    created: '2020-11-17T21:10:32Z',
    updated: '2026-02-12T18:02:55Z',
  },
  {
    name: 'AWSXRayDaemonWriteAccess',
    path: '/',
    description:
      "Allow the AWS X-Ray Daemon to relay raw trace segments data to the service's API and retrieve sampling data (rules, targets, etc.) to be used by the X-Ray SDK.",
    defaultVersion: 'v2',
    created: '2018-08-28T23:00:33Z',
    updated: '2024-02-13T21:58:30Z',
  },
  {
    name: 'AmazonDynamoDBFullAccess',
    path: '/',
    description: 'Provides full access to Amazon DynamoDB via the AWS Management Console.',
    defaultVersion: 'v15',
    created: '2015-02-06T18:40:11Z',
    updated: '2021-01-29T17:38:30Z',
  },
  {
    name: 'AmazonDynamoDBReadOnlyAccess',
    path: '/',
    description: 'Provides read only access to Amazon DynamoDB via the AWS Management Console.',
    defaultVersion: 'v15',
    created: '2015-02-06T18:40:12Z',
    updated: '2024-11-18T17:38:15Z',
  },
  {
    name: 'AmazonElasticFileSystemClientReadWriteAccess',
    path: '/',
    description: 'Provides read and write client access to an Amazon EFS file system',
    defaultVersion: 'v1',
    created: '2020-01-13T16:21:55Z',
    updated: '2020-01-13T16:21:55Z',
  },
  {
    name: 'AmazonS3FullAccess',
    path: '/',
    description: 'Provides full access to all buckets via the AWS Management Console.',
    defaultVersion: 'v2',
    created: '2015-02-06T18:40:58Z',
    updated: '2021-09-27T20:16:37Z',
  },
  {
    name: 'AmazonS3ObjectLambdaExecutionRolePolicy',
    path: '/service-role/',
    description:
      'Provides AWS Lambda functions permissions to interact with Amazon S3 Object Lambda. Also grants Lambda permissions to write to CloudWatch Logs.',
    defaultVersion: 'v1',
    created: '2021-08-18T10:07:41Z',
    updated: '2021-08-18T10:07:41Z',
  },
  {
    name: 'AmazonS3ReadOnlyAccess',
    path: '/',
    description: 'Provides read only access to all buckets via the AWS Management Console.',
    defaultVersion: 'v3',
    created: '2015-02-06T18:40:59Z',
    updated: '2023-08-10T21:31:39Z',
  },
  {
    name: 'AmazonSNSFullAccess',
    path: '/',
    description: 'Provides full access to Amazon SNS via the AWS Management Console.',
    defaultVersion: 'v2',
    created: '2015-02-06T18:41:05Z',
    updated: '2024-09-24T22:32:05Z',
  },
  {
    name: 'AmazonSQSFullAccess',
    path: '/',
    description: 'Provides full access to Amazon SQS via the AWS Management Console.',
    defaultVersion: 'v1',
    created: '2015-02-06T18:41:07Z',
    updated: '2015-02-06T18:41:07Z',
  },
  {
    name: 'AmazonSSMReadOnlyAccess',
    path: '/',
    description: 'Provides read only access to Amazon SSM.',
    defaultVersion: 'v1',
    created: '2015-05-29T17:44:19Z',
    updated: '2015-05-29T17:44:19Z',
  },
  {
    name: 'CloudWatchLambdaApplicationSignalsExecutionRolePolicy',
    path: '/',
    description: 'Provides write access to X-Ray and CloudWatch Application Signals log group.',
    defaultVersion: 'v1',
    created: '2024-10-16T19:09:17Z',
    updated: '2024-10-16T19:09:17Z',
  },
  {
    name: 'CloudWatchLambdaInsightsExecutionRolePolicy',
    path: '/',
    description: 'Policy required for the Lambda Insights Extension',
    defaultVersion: 'v1',
    created: '2020-10-07T19:27:06Z',
    updated: '2020-10-07T19:27:06Z',
  },
  {
    name: 'SecretsManagerReadWrite',
    path: '/',
    description:
      'Provides read/write access to AWS Secrets Manager via the AWS Management Console.',
    defaultVersion: 'v5',
    created: '2018-04-04T18:05:29Z',
    updated: '2024-02-22T18:12:06Z',
  },
];

export function managedPolicyArn({ path, name }: ManagedPolicy): string {
  return `arn:aws:iam::aws:policy${path}${name}`;
}

export function findManagedPolicy(arn: string): ManagedPolicy | undefined {
  return managedPolicies.find((policy) => managedPolicyArn(policy) === arn);
}
