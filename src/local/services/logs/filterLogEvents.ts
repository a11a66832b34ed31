import type {
  FilterLogEventsRequest,
  FilterLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { pageOfEvents } from './eventPage.ts';
import { readFilterPattern } from './filterPattern.ts';
import { findGroup } from './group.ts';
import { checkStream } from './logStreams.ts';
import { invalidParameter, invalidToken } from './refusals.ts';
import type { LogsContext } from './service.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export async function filterLogEvents(
  context: LogsContext,
  input: FilterLogEventsRequest,
): Promise<FilterLogEventsResponse> {
  const { logStreamNames: names, logStreamNamePrefix: prefix } = input;
  if (names !== undefined && prefix !== undefined) {
    throw invalidParameter('logStreamNames and logStreamNamePrefix are mutually exclusive.');
  }
  const matches = readFilterPattern(input.filterPattern ?? '');
  const token = input.nextToken === undefined ? undefined : readToken(input.nextToken);
  const { name } = findGroup(context, input);
  for (const stream of names ?? []) await checkStream(context, name, stream);
  const forward = token === undefined ? input.startFromHead !== false : token.direction === 'f';
  const stored = context.store.events(name, {
    stream: names?.length === 1 ? names[0] : undefined,
    wants: (stream) => (names?.includes(stream) ?? true) && stream.startsWith(prefix ?? ''),
    from: input.startTime ?? 0,
    to: input.endTime ?? Number.POSITIVE_INFINITY,
  });
  const beyond = ({ id }: { id: string }): boolean =>
    token === undefined || (forward ? id > token.id : id < token.id);
  const matching = async function* () {
    for await (const part of stored) {
      yield part.filter((event) => beyond(event) && matches(event.message));
    }
  };
  const limit = input.limit ?? 10_000;
  const { events, more } = await pageOfEvents(matching(), limit, forward ? 'first' : 'last');
  const shown = events.map(({ id, stream, timestamp, message, ingested }) => ({
    logStreamName: stream,
    timestamp,
    message,
    ingestionTime: ingested,
    eventId: id,
  }));
  const end = forward ? events.at(-1) : events[0];
  return {
    // The latest first where that was asked for.
    events: forward ? shown : shown.reverse(),
    searchedLogStreams: [],
    nextToken: more && end !== undefined ? writeToken(forward ? 'f' : 'b', end.id) : undefined,
  };
}

function writeToken(direction: string, id: string): string {
  return Buffer.from(`${direction}/${id}`).toString('base64url');
}

function readToken(token: string): { direction: string; id: string } {
  const text = Buffer.from(token, 'base64url').toString();
  const [, direction, id] = /^([fb])\/(\d{56})$/.exec(text) ?? [];
  if (direction === undefined || id === undefined) throw invalidToken();
  return { direction, id };
}
