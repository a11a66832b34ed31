import { setTimeout as delay } from 'node:timers/promises';
import {
  type CloudWatchLogsClient,
  type FilteredLogEvent,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
  type OutputLogEvent,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { pagesAsUserErrors } from './asUserError.ts';
import type { Attempt } from './attempt.ts';
import type { LogEvent, Logs } from './logEvent.ts';
import type { Target } from './target.ts';

/** CloudWatch shows what was logged with a few seconds' delay; the account may ask ten times a second; ms. */
const pause = 1000;

/** A request that was logged a little before its answer came has an earlier time than ours; ms. */
const clockDifference = 5 * 60_000;

export function createLogs(client: CloudWatchLogsClient, target: Target): Logs {
  const attempt = (group: string, action: string): Attempt => ({
    target,
    doing: `read the log ${group}`,
    thing: group,
    action: `logs:${action}`,
  });
  return {
    ofRequest: (group, requestId, since, signal, stream) =>
      stream === undefined
        ? pagesAsUserErrors(attempt(group, 'GetLogEvents'), signal, () =>
            eventsOfRequest(client, { group, requestId, since, signal }),
          )
        : pagesAsUserErrors(attempt(group, 'FilterLogEvents'), signal, () =>
            eventsInStream(client, { group, requestId, since, signal }, stream),
          ),
    follow: (group, since, signal, until) =>
      pagesAsUserErrors(attempt(group, 'FilterLogEvents'), signal, () =>
        newEvents(client, group, { since, until }, signal),
      ),
  };
}

interface Request {
  readonly group: string;
  readonly requestId: string;
  readonly since: number;
  readonly signal: AbortSignal;
}

/**
 * Not every line names its request, but an environment handles one at a time: what stands in its
 * stream between START and the end of the report belongs together.
 */
async function* eventsOfRequest(
  client: CloudWatchLogsClient,
  request: Request,
): AsyncGenerator<readonly LogEvent[]> {
  const { requestId, signal } = request;
  const start = await findStart(client, request);
  let reported = false;
  let begun = false;
  let nextToken: string | undefined;
  for (;;) {
    const answer = await client.send(
      new GetLogEventsCommand({
        logGroupName: request.group,
        logStreamName: start.logStreamName ?? '',
        startTime: start.timestamp ?? request.since,
        startFromHead: true,
        nextToken,
      }),
      { abortSignal: signal },
    );
    const shown: LogEvent[] = [];
    for (const event of answer.events ?? []) {
      const { message = '' } = event;
      begun ||= message.includes(requestId);
      // What stands after the report belongs to it as long as no other request begins.
      if (reported && beginsAnother(message, requestId)) {
        if (shown.length > 0) yield shown;
        return;
      }
      if (!begun) continue;
      shown.push(asEvent(event));
      reported ||= isReport(message, requestId);
    }
    if (shown.length > 0) yield shown;
    const atEnd = answer.nextForwardToken === nextToken;
    nextToken = answer.nextForwardToken;
    if (!atEnd) continue;
    if (reported) return;
    await delay(pause, undefined, { signal });
  }
}

/**
 * The events that name the request, in a stream to which others write between them, as functions on
 * managed instances do.
 */
async function* eventsInStream(
  client: CloudWatchLogsClient,
  { group, requestId, since, signal }: Request,
  stream: string,
): AsyncGenerator<readonly LogEvent[]> {
  const seen = new Set<string>();
  const search = {
    ...{ logGroupName: group, logStreamNames: [stream], filterPattern: `"${requestId}"` },
    startTime: since - clockDifference,
  };
  for (;;) {
    let reported = false;
    for await (const events of pagesOf(client, search, signal)) {
      const fresh = events.filter(({ eventId = '' }) => !seen.has(eventId));
      for (const { eventId = '', message = '' } of fresh) {
        seen.add(eventId);
        reported ||= isReport(message, requestId);
      }
      if (fresh.length > 0) yield fresh.map(asEvent);
    }
    if (reported) return;
    await delay(pause, undefined, { signal });
  }
}

/** The first event that names the request; it is waited for as long as nobody gives up. */
async function findStart(
  client: CloudWatchLogsClient,
  { group, requestId, since, signal }: Request,
): Promise<FilteredLogEvent> {
  const search = {
    logGroupName: group,
    filterPattern: `"${requestId}"`,
    startTime: since - clockDifference,
  };
  for (;;) {
    for await (const [first] of pagesOf(client, search, signal)) {
      if (first) return first;
    }
    await delay(pause, undefined, { signal });
  }
}

async function* newEvents(
  client: CloudWatchLogsClient,
  group: string,
  { since, until }: { readonly since: number; readonly until: number | undefined },
  signal: AbortSignal,
): AsyncGenerator<readonly LogEvent[]> {
  let newest = since;
  /** Of the last moments: what is logged late has an earlier time than what was shown. */
  let seen = new Map<string, number>();
  for (;;) {
    const startTime = Math.max(since, newest - lateness);
    const isLast = until !== undefined && Date.now() > until + lateness;
    const search = { logGroupName: group, startTime, ...(until && { endTime: until }) };
    for await (const events of pagesOf(client, search, signal)) {
      const fresh = events.filter(({ eventId = '' }) => !seen.has(eventId));
      for (const { eventId = '', timestamp = 0 } of fresh) {
        seen.set(eventId, timestamp);
        newest = Math.max(newest, timestamp);
      }
      if (fresh.length > 0) yield fresh.map(asEvent);
    }
    if (isLast) return;
    seen = new Map([...seen].filter(([, timestamp]) => timestamp >= newest - lateness));
    await delay(pause, undefined, { signal });
  }
}

const lateness = 10_000;

/** A group that is not there yet comes with the function's first invocation: till then it has no events. */
async function* pagesOf(
  client: CloudWatchLogsClient,
  search: FilterLogEventsCommandInput,
  signal: AbortSignal,
): AsyncGenerator<readonly FilteredLogEvent[]> {
  try {
    const sending = { abortSignal: signal };
    for await (const { events = [] } of paginateFilterLogEvents({ client }, search, sending)) {
      yield events;
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function isReport(message: string, requestId: string): boolean {
  return (
    message.startsWith(`REPORT RequestId: ${requestId}`) ||
    (message.includes('"platform.report"') && message.includes(requestId))
  );
}

function beginsAnother(message: string, requestId: string): boolean {
  const begins = message.startsWith('START RequestId: ') || message.includes('"platform.start"');
  return (
    (begins && !message.includes(requestId)) || /^INIT_START |"platform\.initStart"/.test(message)
  );
}

function asEvent({ timestamp = 0, message = '' }: OutputLogEvent): LogEvent {
  return { timestamp, message };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === 'ResourceNotFoundException';
}
