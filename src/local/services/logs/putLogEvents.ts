import type {
  InputLogEvent,
  PutLogEventsRequest,
  PutLogEventsResponse,
  RejectedLogEventsInfo,
} from '@aws-sdk/client-cloudwatch-logs';
import { ServiceError } from '../../protocol/serviceError.ts';
import { expiryOf } from '../../store/logs/logGroups.ts';
import { findGroup } from './group.ts';
import { checkStream } from './logStreams.ts';
import { invalidParameter } from './refusals.ts';
import type { LogsContext } from './service.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const largestBatch = 1_048_576;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export async function putLogEvents(
  context: LogsContext,
  input: PutLogEventsRequest,
): Promise<PutLogEventsResponse> {
  const group = findGroup(context, input);
  const { logStreamName: stream = '', logEvents = [] } = input;
  await checkStream(context, group.name, stream);
  checkBatch(logEvents);
  const now = Date.now();
  const oldest = Math.max(now - 14 * day, expiryOf(group));
  const tooOld = logEvents.filter((event) => timeOf(event) < now - 14 * day).length;
  const expired = logEvents.filter((event) => timeOf(event) < oldest).length;
  const taken = logEvents.filter(
    (event) => timeOf(event) >= oldest && timeOf(event) <= now + 2 * hour,
  );
  checkSpan(taken);
  for (const event of taken) {
    const { message = '' } = event;
    context.store.append(group.name, stream, { timestamp: timeOf(event), message });
  }
  if (!context.store.flush()) {
    throw new ServiceError(
      'ServiceUnavailableException',
      'The local endpoint could not write these events. What it wrote to standard error says why.',
      { status: 500 },
    );
  }
  const tooNew = logEvents.findIndex((event) => timeOf(event) > now + 2 * hour);
  const rejected: RejectedLogEventsInfo = {
    ...(tooNew < 0 ? {} : { tooNewLogEventStartIndex: tooNew }),
    ...(tooOld === 0 ? {} : { tooOldLogEventEndIndex: tooOld }),
    ...(expired === tooOld ? {} : { expiredLogEventEndIndex: expired }),
  };
  return {
    // No longer of use, but clients that are older than this still expect one.
    nextSequenceToken: String(now).padStart(56, '4'),
    ...(Object.keys(rejected).length === 0 ? {} : { rejectedLogEventsInfo: rejected }),
  };
}

function checkBatch(events: readonly InputLogEvent[]): void {
  let [bytes, before] = [0, 0];
  for (const event of events) {
    bytes += Buffer.byteLength(event.message ?? '') + 26;
    if (timeOf(event) < before) {
      throw invalidParameter(
        'Log events in a single PutLogEvents request must be in chronological order.',
      );
    }
    before = timeOf(event);
  }
  if (bytes > largestBatch) {
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${largestBatch}`);
  }
}

function checkSpan(events: readonly InputLogEvent[]): void {
  const [first, last] = [events[0], events.at(-1)];
  if (first !== undefined && last !== undefined && timeOf(last) - timeOf(first) > day) {
    throw invalidParameter(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
  }
}

function timeOf({ timestamp = 0 }: InputLogEvent): number {
  return timestamp;
}
