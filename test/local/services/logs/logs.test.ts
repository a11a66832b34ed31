import assert from 'node:assert/strict';
import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  paginateFilterLogEvents,
  paginateGetLogEvents,
  StartLiveTailCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { localClients, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';

suite('CloudWatch Logs', () => {
  let endpoint: LocalEndpoint;
  let logs: ReturnType<typeof localClients>['logs'];
  let count = 0;
  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    ({ logs } = localClients(endpoint));
  });
  suiteTeardown(() => endpoint.stop());

  /** A group with streams, and in them the messages a millisecond after each other, from `start` on. */
  async function group(start: number, streams: Record<string, string[]> = {}): Promise<string> {
    count += 1;
    const logGroupName = `/test/group-${count}`;
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    for (const [logStreamName, messages] of Object.entries(streams)) {
      await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
      const logEvents = messages.map((message, index) => ({ timestamp: start + index, message }));
      if (logEvents.length === 0) continue;
      await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
    }
    return logGroupName;
  }

  test('describes groups by name, prefix and pattern, page by page', async () => {
    const before = Date.now();
    for (const name of ['b/two', 'B/two', 'b/one', 'c/one']) {
      await logs.send(new CreateLogGroupCommand({ logGroupName: `describe/${name}` }));
    }
    const named = async (input: object): Promise<(string | undefined)[]> => {
      const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand(input));
      return logGroups.map(({ logGroupName }) => logGroupName);
    };
    assert.deepEqual(await named({ logGroupNamePrefix: 'describe/b' }), [
      'describe/b/one',
      'describe/b/two',
    ]);
    assert.deepEqual(await named({ logGroupNamePattern: 'e/B' }), ['describe/B/two']);
    const first = await logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: 'describe/', limit: 3 }),
    );
    assert(first.nextToken !== undefined);
    const last = await logs.send(
      new DescribeLogGroupsCommand({
        logGroupNamePrefix: 'describe/',
        limit: 3,
        nextToken: first.nextToken,
      }),
    );
    const [only, ...more] = last.logGroups ?? [];
    assert.deepEqual([more, last.nextToken], [[], undefined]);
    const { creationTime = 0, ...described } = only ?? {};
    assert(creationTime >= before && creationTime <= Date.now());
    const arn = `arn:aws:logs:${endpoint.region}:${endpoint.accountId}:log-group:describe/c/one`;
    assert.deepEqual(described, {
      logGroupName: 'describe/c/one',
      metricFilterCount: 0,
      arn: `${arn}:*`,
      logGroupArn: arn,
      storedBytes: 0,
      logGroupClass: 'STANDARD',
      deletionProtectionEnabled: false,
    });
    assert.deepEqual(
      await refusalOf(
        logs.send(
          new DescribeLogGroupsCommand({ logGroupNamePrefix: 'a', logGroupNamePattern: 'a' }),
        ),
      ),
      {
        name: 'InvalidParameterException',
        message:
          'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
        status: 400,
      },
    );
  });

  test('describes streams by name or by their last event, page by page', async () => {
    const start = Date.now() - 10_000;
    const logGroupName = await group(start, { b: ['1'], a: ['1', '2', '3'], c: ['1', '2'], d: [] });
    const described = async (input: object) => {
      const command = new DescribeLogStreamsCommand({ logGroupName, ...input });
      const { logStreams = [], nextToken } = await logs.send(command);
      return { names: logStreams.map(({ logStreamName }) => logStreamName).join(), nextToken };
    };
    assert.equal((await described({})).names, 'a,b,c,d');
    assert.equal((await described({ descending: true })).names, 'd,c,b,a');
    assert.equal(
      (await described({ orderBy: 'LastEventTime', descending: true })).names,
      'a,c,b,d',
    );
    assert.equal((await described({ logStreamNamePrefix: 'b' })).names, 'b');
    const { names, nextToken } = await described({ limit: 3 });
    assert.equal(names, 'a,b,c');
    assert.deepEqual(await described({ limit: 3, nextToken }), {
      names: 'd',
      nextToken: undefined,
    });
    const { logStreams } = await logs.send(
      new DescribeLogStreamsCommand({ logGroupIdentifier: logGroupName, logStreamNamePrefix: 'a' }),
    );
    const { creationTime = 0, lastIngestionTime = 0, ...stream } = logStreams?.[0] ?? {};
    assert(creationTime > start && lastIngestionTime >= creationTime);
    assert.deepEqual(stream, {
      logStreamName: 'a',
      firstEventTimestamp: start,
      lastEventTimestamp: start + 2,
      storedBytes: 0,
      arn: `arn:aws:logs:${endpoint.region}:${endpoint.accountId}:log-group:${logGroupName}:log-stream:a`,
    });
    const refused = new DescribeLogStreamsCommand({
      logGroupName,
      orderBy: 'LastEventTime',
      logStreamNamePrefix: 'a',
    });
    assert.deepEqual(await refusalOf(logs.send(refused)), {
      name: 'InvalidParameterException',
      message: 'Cannot order by LastEventTime with a logStreamNamePrefix.',
      status: 400,
    });
  });

  test('reads a stream from its head or its end, and on from both ends of a page', async () => {
    const start = Date.now() - 10_000;
    const messages = Array.from({ length: 25 }, (_, index) => `event ${index}`);
    const logGroupName = await group(start, { stream: messages, other: ['not this'] });
    const read = async (input: object) => {
      const command = new GetLogEventsCommand({ logGroupName, logStreamName: 'stream', ...input });
      const { events = [], ...tokens } = await logs.send(command);
      return { ...tokens, messages: events.map(({ message }) => message) };
    };
    const tail = await read({ limit: 10 });
    assert.deepEqual(tail.messages, messages.slice(15));
    const earlier = await read({ limit: 10, nextToken: tail.nextBackwardToken });
    assert.deepEqual(earlier.messages, messages.slice(5, 15));
    const again = await read({ limit: 10, nextToken: earlier.nextForwardToken });
    assert.deepEqual(again.messages, messages.slice(15));

    const end = await read({ nextToken: tail.nextForwardToken, startFromHead: true });
    assert.deepEqual(end.messages, []);
    assert.equal(end.nextForwardToken, tail.nextForwardToken);
    const back = await read({ nextToken: end.nextBackwardToken, limit: 1 });
    assert.deepEqual(back.messages, messages.slice(24));

    const range = await read({ startTime: start + 3, endTime: start + 5, startFromHead: true });
    assert.deepEqual(range.messages, messages.slice(3, 5));

    const all: unknown[] = [];
    const pages = paginateGetLogEvents(
      { client: logs, pageSize: 7, stopOnSameToken: true },
      { logGroupName, logStreamName: 'stream', startFromHead: true },
    );
    for await (const { events = [] } of pages) all.push(...events.map(({ message }) => message));
    assert.deepEqual(all, messages);
    assert.deepEqual(await refusalOf(read({ nextToken: 'f/1' })), {
      name: 'InvalidParameterException',
      message: 'The specified nextToken is invalid.',
      status: 400,
    });
  });

  test('a page ends at one megabyte', async () => {
    const logGroupName = await group(Date.now(), { one: ['x'.repeat(600_000)] });
    const logEvents = [{ timestamp: Date.now() + 10, message: 'é'.repeat(300_000) }];
    const to = { logGroupName, logStreamName: 'one' };
    await logs.send(new PutLogEventsCommand({ ...to, logEvents }));
    const { events = [], nextToken } = await logs.send(
      new FilterLogEventsCommand({ logGroupName }),
    );
    assert.deepEqual([events.length, typeof nextToken], [1, 'string']);
    const rest = await logs.send(new FilterLogEventsCommand({ logGroupName, nextToken }));
    assert.deepEqual(
      [rest.events?.[0]?.message, rest.nextToken],
      [logEvents[0]?.message, undefined],
    );
  });

  test('finds events of all streams by time, stream and pattern, in the order of their time', async () => {
    const start = Date.now() - 10_000;
    const logGroupName = await group(start, {
      'a/1': ['one', 'two', 'three'],
      'a/2': ['ONE', '{"level":"ERROR"}', 'THREE'],
      b: ['1', '2', '3'],
    });
    const found = async (input: object): Promise<string> => {
      const command = new FilterLogEventsCommand({ logGroupName, ...input });
      const { events = [], searchedLogStreams } = await logs.send(command);
      assert.deepEqual(searchedLogStreams, []);
      return events.map(({ message }) => message).join(' ');
    };
    const all = (await found({})).split(' ');
    for (const [index, moment] of [
      ['one', 'ONE', '1'],
      ['two', '{"level":"ERROR"}', '2'],
      ['three', 'THREE', '3'],
    ].entries()) {
      assert.deepEqual(all.slice(3 * index, 3 * index + 3).sort(), moment.sort());
    }
    assert.equal(await found({ logStreamNames: ['b'] }), '1 2 3');
    assert.equal(await found({ logStreamNames: ['b'], startFromHead: false }), '3 2 1');
    assert.equal(
      await found({ logStreamNamePrefix: 'a/', filterPattern: '?one ?THREE' }),
      'one THREE',
    );
    assert.equal(await found({ filterPattern: '{ $.level = "ERROR" }' }), '{"level":"ERROR"}');
    const time = { startTime: start + 1, endTime: start + 1 };
    assert.equal(await found({ ...time, logStreamNames: ['b'] }), '2');
    assert.equal(await found({ startTime: start + 100 }), '');

    const paged: unknown[] = [];
    const ids = new Set<unknown>();
    for await (const { events = [] } of paginateFilterLogEvents(
      { client: logs, pageSize: 2 },
      { logGroupName },
    )) {
      paged.push(...events.map(({ message }) => message));
      for (const { eventId } of events) ids.add(eventId);
    }
    assert.deepEqual([paged, ids.size], [all, 9]);
  });

  test('takes events as AWS does, and says which it rejects', async () => {
    const logGroupName = await group(0, { stream: [] });
    const now = Date.now();
    const hour = 3_600_000;
    const put = (timestamps: readonly number[], message = 'm') => {
      const logEvents = timestamps.map((timestamp) => ({ timestamp, message }));
      const to = { logGroupName, logStreamName: 'stream' };
      return logs.send(new PutLogEventsCommand({ ...to, logEvents }));
    };
    const old = now - 15 * 24 * hour;
    const { rejectedLogEventsInfo } = await put([old, old, now, now + 3 * hour]);
    assert.deepEqual(rejectedLogEventsInfo, {
      tooOldLogEventEndIndex: 2,
      tooNewLogEventStartIndex: 3,
    });
    assert.equal((await put([now + 1])).rejectedLogEventsInfo, undefined);
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
    assert.deepEqual(
      events.map(({ timestamp }) => timestamp),
      [now, now + 1],
    );
    const refusal = async (call: Promise<unknown>) => (await refusalOf(call)).message;
    assert.equal(
      await refusal(put([now, now - 1])),
      'Log events in a single PutLogEvents request must be in chronological order.',
    );
    assert.equal(
      await refusal(put([now - 25 * hour, now])),
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
    assert.equal(
      await refusal(put([now], 'x'.repeat(1_048_551))),
      'Upload too large: 1048577 bytes exceeds limit of 1048576',
    );
  });

  test('says what does not exist, and what does already', async () => {
    const logGroupName = await group(0, { stream: [] });
    const [missing, other] = [{ logGroupName: '/no/group' }, { logGroupName, logStreamName: 'no' }];
    const noGroup = {
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
      status: 400,
    };
    const noStream = { ...noGroup, message: 'The specified log stream does not exist.' };
    const logEvents = [{ timestamp: 1, message: 'm' }];
    for (const call of [
      () => logs.send(new DescribeLogStreamsCommand(missing)),
      () => logs.send(new FilterLogEventsCommand(missing)),
      () => logs.send(new GetLogEventsCommand({ ...missing, logStreamName: 's' })),
      () => logs.send(new PutLogEventsCommand({ ...missing, logStreamName: 's', logEvents })),
      () => logs.send(new CreateLogStreamCommand({ ...missing, logStreamName: 's' })),
      () => logs.send(new DeleteLogGroupCommand(missing)),
      () => logs.send(new PutRetentionPolicyCommand({ ...missing, retentionInDays: 1 })),
      () =>
        logs.send(
          new FilterLogEventsCommand({
            logGroupIdentifier: `arn:aws:logs:eu-west-9:000000000000:log-group:${logGroupName}`,
          }),
        ),
    ]) {
      assert.deepEqual(await refusalOf(call()), noGroup);
    }
    for (const call of [
      () => logs.send(new GetLogEventsCommand(other)),
      () =>
        logs.send(new FilterLogEventsCommand({ logGroupName, logStreamNames: ['stream', 'no'] })),
      () => logs.send(new PutLogEventsCommand({ ...other, logEvents })),
      () => logs.send(new DeleteLogStreamCommand(other)),
    ]) {
      assert.deepEqual(await refusalOf(call()), noStream);
    }
    const exists = { name: 'ResourceAlreadyExistsException', status: 400 };
    assert.deepEqual(await refusalOf(logs.send(new CreateLogGroupCommand({ logGroupName }))), {
      ...exists,
      message: 'The specified log group already exists',
    });
    const again = new CreateLogStreamCommand({ logGroupName, logStreamName: 'stream' });
    assert.deepEqual(await refusalOf(logs.send(again)), {
      ...exists,
      message: 'The specified log stream already exists',
    });
  });

  test('deletes streams and groups', async () => {
    const logGroupName = await group(Date.now(), { one: ['1'], two: ['2'] });
    await logs.send(new DeleteLogStreamCommand({ logGroupName, logStreamName: 'one' }));
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
    assert.deepEqual(
      events?.map(({ message }) => message),
      ['2'],
    );
    await logs.send(new DeleteLogGroupCommand({ logGroupName }));
    const gone = await refusalOf(logs.send(new FilterLogEventsCommand({ logGroupName })));
    assert.equal(gone.name, 'ResourceNotFoundException');
  });

  test('keeps retention and tags of a group over a restart by SIGKILL, and its events', async () => {
    const own = await startLocalEndpoint();
    const clients = localClients(own);
    const logGroupName = 'kept';
    const to = { logGroupName, logStreamName: 'stream' };
    const resourceArn = `arn:aws:logs:${own.region}:${own.accountId}:log-group:kept`;
    const create = { logGroupName, tags: { one: '1', two: '2' } };
    await clients.logs.send(new CreateLogGroupCommand(create));
    await clients.logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 7 }));
    await clients.logs.send(
      new TagResourceCommand({ resourceArn, tags: { two: '22', three: '' } }),
    );
    await clients.logs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['one'] }));
    await clients.logs.send(new CreateLogStreamCommand(to));
    const logEvents = [{ timestamp: Date.now(), message: 'acknowledged' }];
    await clients.logs.send(new PutLogEventsCommand({ ...to, logEvents }));
    await own.kill();
    const next = await startLocalEndpoint({ dataFolder: own.dataFolder });
    try {
      const again = localClients(next);
      const { logGroups } = await again.logs.send(new DescribeLogGroupsCommand({}));
      assert.equal(logGroups?.[0]?.retentionInDays, 7);
      const { tags } = await again.logs.send(new ListTagsForResourceCommand({ resourceArn }));
      assert.deepEqual(tags, { two: '22', three: '' });
      const { events } = await again.logs.send(new GetLogEventsCommand(to));
      assert.equal(events?.[0]?.message, 'acknowledged');
    } finally {
      await next.stop();
      await own.stop();
    }
  });

  test('refuses what breaks a constraint of the model, and a retention that AWS does not offer', async () => {
    const logGroupName = await group(0);
    const many = await refusalOf(logs.send(new DescribeLogGroupsCommand({ limit: 51 })));
    assert.deepEqual(many, {
      name: 'InvalidParameterException',
      message:
        "1 validation error detected: Value '51' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 50",
      status: 400,
    });
    const { message } = await refusalOf(
      logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 2 })),
    );
    assert.match(
      message,
      /^1 validation error detected: Value '2' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: \[1, /,
    );
    const reserved = await refusalOf(
      logs.send(new CreateLogGroupCommand({ logGroupName: 'aws/mine' })),
    );
    assert.equal(reserved.message, 'Log groups starting with AWS/ are reserved for AWS.');
  });

  test('a live tail is refused in words', async () => {
    const logGroupIdentifiers = ['arn:aws:logs:us-east-1:000000000000:log-group:any'];
    const refused = await refusalOf(logs.send(new StartLiveTailCommand({ logGroupIdentifiers })));
    assert.equal(refused.status, 501);
    assert.match(refused.message, /does not implement CloudWatch Logs StartLiveTail/);
  });
});
