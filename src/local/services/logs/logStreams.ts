import type {
  CreateLogStreamRequest,
  DeleteLogStreamRequest,
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  LogStream,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operations } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { LogStreamSummary } from '../../store/logs/logReader.ts';
import { findGroup, groupArn } from './group.ts';
import { invalidParameter, noSuchStream } from './refusals.ts';
import type { LogsContext } from './service.ts';
import { tokenPage } from './tokenPage.ts';

export const logStreamOperations: Operations<LogsContext> = {
  CreateLogStream: createLogStream,
  DeleteLogStream: deleteLogStream,
  DescribeLogStreams: describeLogStreams,
};

async function createLogStream(context: LogsContext, input: CreateLogStreamRequest): Promise<void> {
  const { name } = findGroup(context, input);
  const { logStreamName: stream = '' } = input;
  if (await context.store.hasStream(name, stream)) {
    throw new ServiceError(
      'ResourceAlreadyExistsException',
      'The specified log stream already exists',
    );
  }
  context.store.createStream(name, stream);
}

async function deleteLogStream(context: LogsContext, input: DeleteLogStreamRequest): Promise<void> {
  const { name } = findGroup(context, input);
  await checkStream(context, name, input.logStreamName);
  await context.store.deleteStream(name, input.logStreamName ?? '');
}

export async function checkStream(context: LogsContext, group: string, stream = ''): Promise<void> {
  if (!(await context.store.hasStream(group, stream))) throw noSuchStream();
}

async function describeLogStreams(
  context: LogsContext,
  input: DescribeLogStreamsRequest,
): Promise<DescribeLogStreamsResponse> {
  const byTime = input.orderBy === 'LastEventTime';
  if (byTime && input.logStreamNamePrefix !== undefined) {
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  }
  const group = findGroup(context, input);
  const streams = (await context.store.streams(group.name)).filter(({ name }) =>
    name.startsWith(input.logStreamNamePrefix ?? ''),
  );
  const sign = input.descending ? -1 : 1;
  streams.sort((one, other) => sign * ((byTime && inTime(one, other)) || inName(one, other)));
  const { items, nextToken } = tokenPage(streams, input);
  return { logStreams: items.map((stream) => describe(context, group.name, stream)), nextToken };
}

function inTime(one: LogStreamSummary, other: LogStreamSummary): number {
  return (one.last ?? 0) - (other.last ?? 0);
}

function inName(one: LogStreamSummary, other: LogStreamSummary): number {
  return one.name < other.name ? -1 : 1;
}

function describe(context: LogsContext, group: string, stream: LogStreamSummary): LogStream {
  return {
    logStreamName: stream.name,
    creationTime: stream.created,
    firstEventTimestamp: stream.first,
    lastEventTimestamp: stream.last,
    lastIngestionTime: stream.lastIngested,
    arn: `${groupArn(context, group)}:log-stream:${stream.name}`,
    // AWS counts the bytes of groups only.
    storedBytes: 0,
  };
}
