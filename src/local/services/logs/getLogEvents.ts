import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { pageOfEvents } from './eventPage.ts';
import { findGroup } from './group.ts';
import { checkStream } from './logStreams.ts';
import { invalidToken } from './refusals.ts';
import type { LogsContext } from './service.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
export async function getLogEvents(
  context: LogsContext,
  input: GetLogEventsRequest,
): Promise<GetLogEventsResponse> {
  const token = input.nextToken === undefined ? undefined : readToken(input.nextToken);
  const { name } = findGroup(context, input);
  await checkStream(context, name, input.logStreamName);
  const forward = token === undefined ? input.startFromHead === true : token.direction === 'f';
  const stored = context.store.events(name, {
    stream: input.logStreamName ?? '',
    from: input.startTime ?? 0,
    // The end of the range is not part of it.
    to: input.endTime === undefined ? Number.POSITIVE_INFINITY : input.endTime - 1,
  });
  const beyond = async function* () {
    for await (const part of stored) {
      yield token === undefined
        ? part
        : part.filter(({ id }) => (forward ? id > token.id : id < token.id));
    }
  };
  const limit = input.limit ?? 10_000;
  const { events } = await pageOfEvents(beyond(), limit, forward ? 'first' : 'last');
  const [first, last] = [events[0]?.id, events.at(-1)?.id];
  return {
    events: events.map(({ timestamp, message, ingested }) => ({
      timestamp,
      message,
      ingestionTime: ingested,
    })),
    nextForwardToken: `f/${last ?? endOf(token, 'f')}/s`,
    nextBackwardToken: `b/${first ?? endOf(token, 'b')}/s`,
  };
}

interface Token {
  readonly direction: string;
  /** Of an event: those beyond it are next. */
  readonly id: string;
}

function readToken(token: string): Token {
  const [, direction, id] = /^([fb])\/(\d{56})(?:\/s)?$/.exec(token) ?? [];
  if (direction === undefined || id === undefined) throw invalidToken();
  return { direction, id };
}

/** Where an empty page stands: its own token leads to the same place again, the other one back. */
function endOf(token: Token | undefined, direction: 'f' | 'b'): string {
  const nowhere = '0'.repeat(56);
  if (token === undefined || token.direction === direction) return token?.id ?? nowhere;
  const id = BigInt(token.id) + (direction === 'b' ? 1n : -1n);
  return String(id < 0n ? 0n : id).padStart(56, '0');
}
