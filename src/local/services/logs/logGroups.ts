import type {
  CreateLogGroupRequest,
  DeleteLogGroupRequest,
  DeleteRetentionPolicyRequest,
  LogGroup as DescribedGroup,
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  PutRetentionPolicyRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operations } from '../../protocol/service.ts';
import { notImplemented, ServiceError } from '../../protocol/serviceError.ts';
import type { LogGroup } from '../../store/logs/logGroups.ts';
import { findGroup, groupArn, nameOf } from './group.ts';
import { invalidParameter } from './refusals.ts';
import type { LogsContext } from './service.ts';
import { tokenPage } from './tokenPage.ts';

export const logGroupOperations: Operations<LogsContext> = {
  CreateLogGroup: createLogGroup,
  DeleteLogGroup: deleteLogGroup,
  DeleteRetentionPolicy: deleteRetentionPolicy,
  DescribeLogGroups: describeLogGroups,
  PutRetentionPolicy: putRetentionPolicy,
};

async function createLogGroup(context: LogsContext, input: CreateLogGroupRequest): Promise<void> {
  const { logGroupName: name = '', logGroupClass, kmsKeyId, tags = {} } = input;
  if (/^aws\//i.test(name)) {
    throw invalidParameter('Log groups starting with AWS/ are reserved for AWS.');
  }
  if (input.deletionProtectionEnabled) {
    throw notImplemented('deletion protection of log groups');
  }
  if (context.store.group(name) !== undefined) {
    throw new ServiceError(
      'ResourceAlreadyExistsException',
      'The specified log group already exists',
    );
  }
  await context.store.putGroup({
    name,
    created: Date.now(),
    logGroupClass,
    kmsKeyId,
    tags: Object.entries(tags),
  });
}

async function describeLogGroups(
  context: LogsContext,
  input: DescribeLogGroupsRequest,
): Promise<DescribeLogGroupsResponse> {
  const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, logGroupClass } = input;
  if (prefix !== undefined && pattern !== undefined) {
    throw invalidParameter(
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    );
  }
  const names = input.logGroupIdentifiers?.map((identifier) => nameOf(context, identifier));
  const found = context.store
    .groups()
    .filter(
      (group) =>
        group.name.startsWith(prefix ?? '') &&
        group.name.includes(pattern ?? '') &&
        (logGroupClass === undefined || classOf(group) === logGroupClass) &&
        (names === undefined || names.includes(group.name)),
    );
  const { items, nextToken } = tokenPage(found, input);
  const logGroups = await Promise.all(
    items.map((group) =>
      pattern === undefined ? describe(context, group) : describeInShort(context, group),
    ),
  );
  return { logGroups, nextToken };
}

function describeInShort(context: LogsContext, { name, created }: LogGroup): DescribedGroup {
  return { logGroupName: name, creationTime: created, arn: `${groupArn(context, name)}:*` };
}

async function describe(context: LogsContext, group: LogGroup): Promise<DescribedGroup> {
  return {
    ...describeInShort(context, group),
    retentionInDays: group.retentionInDays,
    metricFilterCount: 0,
    storedBytes: await context.store.storedBytes(group.name),
    kmsKeyId: group.kmsKeyId,
    logGroupClass: classOf(group),
    logGroupArn: groupArn(context, group.name),
    deletionProtectionEnabled: false,
  };
}

async function deleteLogGroup(context: LogsContext, input: DeleteLogGroupRequest): Promise<void> {
  const { name } = findGroup(context, input);
  await context.store.deleteGroup(name);
}

const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

async function putRetentionPolicy(
  context: LogsContext,
  input: PutRetentionPolicyRequest,
): Promise<void> {
  const group = findGroup(context, input);
  const days = input.retentionInDays ?? 0;
  if (!retentions.includes(days)) {
    throw invalidParameter(
      `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${retentions.join(', ')}]`,
    );
  }
  await context.store.putGroup({ ...group, retentionInDays: days });
}

async function deleteRetentionPolicy(
  context: LogsContext,
  input: DeleteRetentionPolicyRequest,
): Promise<void> {
  await context.store.putGroup({ ...findGroup(context, input), retentionInDays: undefined });
}

function classOf({ logGroupClass }: LogGroup): DescribedGroup['logGroupClass'] {
  return logGroupClass === 'INFREQUENT_ACCESS' || logGroupClass === 'DELIVERY'
    ? logGroupClass
    : 'STANDARD';
}
