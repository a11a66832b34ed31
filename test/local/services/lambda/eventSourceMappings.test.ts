import assert from 'node:assert/strict';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
  type ListEventSourceMappingsCommandInput,
  ListTagsCommand,
  paginateListEventSourceMappings,
  TagResourceCommand,
  UpdateEventSourceMappingCommand,
  type UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda';
import { functionMaker } from '../../../support/functions.ts';
import { localClients, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';

suite('Event source mappings of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let lambda: LambdaClient;
  const place = 'us-east-1:000000000000';
  const queue = (name: string) => `arn:aws:sqs:${place}:${name}`;
  const stream = (name: string) => `arn:aws:kinesis:${place}:stream/${name}`;
  const table = (name: string) => `arn:aws:dynamodb:${place}:table/${name}/stream/2026-11-22`;
  const functionArn = (name: string) => `arn:aws:lambda:${place}:function:${name}`;
  const nothingDelivered =
    'No records processed: the local endpoint of Lambda Bench delivers nothing from event sources.';

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    const clients = localClients(endpoint);
    lambda = clients.lambda;
    const make = await functionMaker(clients);
    for (const name of ['orders', 'others']) await make(name, { 'index.js': '' });
  });

  suiteTeardown(() => endpoint.stop());

  test('of a queue come, change, are switched off and go', async () => {
    const { $metadata, ...made } = await create({ EventSourceArn: queue('life') });
    const { UUID = '', LastModified } = made;
    assert.equal($metadata.httpStatusCode, 202);
    assert.ok(LastModified instanceof Date);
    assert.deepEqual(made, {
      UUID,
      LastModified,
      EventSourceArn: queue('life'),
      EventSourceMappingArn: `arn:aws:lambda:${place}:event-source-mapping:${UUID}`,
      FunctionArn: functionArn('orders'),
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      FunctionResponseTypes: [],
      LastProcessingResult: nothingDelivered,
      State: 'Creating',
      StateTransitionReason: 'USER_INITIATED',
    });
    assert.deepEqual(await get(UUID), { ...made, State: 'Enabled' });

    assert.equal((await update({ UUID, BatchSize: 3 })).State, 'Updating');
    const off = await update({ UUID, Enabled: false });
    assert.deepEqual([off.State, off.BatchSize], ['Disabling', 3]);
    assert.equal((await get(UUID)).State, 'Disabled');
    assert.equal((await update({ UUID, Enabled: true })).State, 'Enabling');

    const gone = await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
    assert.deepEqual([gone.State, gone.$metadata.httpStatusCode], ['Deleting', 202]);
    for (const call of [
      () => get(UUID),
      () => update({ UUID, Enabled: true }),
      () => lambda.send(new DeleteEventSourceMappingCommand({ UUID })),
    ]) {
      assert.deepEqual(await refusalOf(call()), {
        name: 'ResourceNotFoundException',
        message: 'The resource you requested does not exist.',
        status: 404,
      });
    }
  });

  test('of a stream have its further settings', async () => {
    const { UUID, LastModified, EventSourceMappingArn, $metadata, ...made } = await create({
      EventSourceArn: stream('clicks'),
      StartingPosition: 'AT_TIMESTAMP',
      StartingPositionTimestamp: new Date('2026-01-02T03:04:05Z'),
    });
    assert.deepEqual(made, {
      EventSourceArn: stream('clicks'),
      FunctionArn: functionArn('orders'),
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 0,
      BisectBatchOnFunctionError: false,
      DestinationConfig: { OnFailure: {} },
      FunctionResponseTypes: [],
      LastProcessingResult: nothingDelivered,
      MaximumRecordAgeInSeconds: -1,
      MaximumRetryAttempts: -1,
      ParallelizationFactor: 1,
      StartingPosition: 'AT_TIMESTAMP',
      StartingPositionTimestamp: new Date('2026-01-02T03:04:05Z'),
      State: 'Creating',
      StateTransitionReason: 'User action',
      TumblingWindowInSeconds: 0,
    });
  });

  test('of Kafka, brokers and databases keep what tells their source', async () => {
    const kafka = await create({
      EventSourceArn: `arn:aws:kafka:${place}:cluster/c/1`,
      Topics: ['clicks'],
      StartingPosition: 'LATEST',
    });
    assert.match(
      kafka.AmazonManagedKafkaEventSourceConfig?.ConsumerGroupId ?? '',
      /^[0-9a-f-]{36}$/,
    );
    const own = await create({
      SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['kafka:9092'] } },
      SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'group' },
      Topics: ['clicks'],
      StartingPosition: 'LATEST',
    });
    assert.deepEqual(own.SelfManagedKafkaEventSourceConfig, { ConsumerGroupId: 'group' });
    assert.equal(own.EventSourceArn, undefined);
    const broker = await create({
      EventSourceArn: `arn:aws:mq:${place}:broker:b:b-1`,
      Queues: ['orders'],
    });
    assert.deepEqual(broker.Queues, ['orders']);
    const database = await create({
      EventSourceArn: `arn:aws:rds:${place}:cluster:docs`,
      StartingPosition: 'LATEST',
      DocumentDBEventSourceConfig: { DatabaseName: 'shop' },
    });
    assert.deepEqual(database.DocumentDBEventSourceConfig, { DatabaseName: 'shop' });
  });

  test('filter by patterns, until these are taken away', async () => {
    const Pattern = JSON.stringify({ body: { kind: ['order', { prefix: 'x' }], 'a.b': [null] } });
    const FilterCriteria = { Filters: [{ Pattern }] };
    const made = await create({ EventSourceArn: queue('filtered'), FilterCriteria });
    assert.deepEqual(made.FilterCriteria, FilterCriteria);
    const bare = await update({ UUID: made.UUID, FilterCriteria: { Filters: [] } });
    assert.equal(bare.FilterCriteria, undefined);
    for (const bad of ['null', '"text"', '{', '{"eventSource":"aws:sqs"}', '{"eventSource":[]}']) {
      const call = create({
        EventSourceArn: queue('bad'),
        FilterCriteria: { Filters: [{ Pattern: bad }] },
      });
      assert.deepEqual(await refusalOf(call), refused('Invalid filter pattern definition.'));
    }
  });

  test('are listed page by page, by function and by source', async () => {
    for (const name of ['l1', 'l2', 'l3']) {
      await create({ FunctionName: 'others', EventSourceArn: queue(name) });
    }
    const pages: number[] = [];
    const config = { client: lambda, pageSize: 2 };
    for await (const page of paginateListEventSourceMappings(config, { FunctionName: 'others' })) {
      pages.push(page.EventSourceMappings?.length ?? 0);
    }
    assert.deepEqual(pages, [2, 1]);
    const bySource = await list({ EventSourceArn: queue('l2') });
    assert.deepEqual(
      bySource.map(({ FunctionArn }) => FunctionArn),
      [functionArn('others')],
    );
    const byBoth = { FunctionName: functionArn('orders'), EventSourceArn: queue('l2') };
    assert.deepEqual(await list(byBoth), []);
    const unknown = await refusalOf(list({ FunctionName: 'nobody' }));
    assert.equal(unknown.message, `Function not found: ${functionArn('nobody')}`);
  });

  test('have tags, which no answer about them shows', async () => {
    const made = await create({ EventSourceArn: queue('tagged'), Tags: { team: 'red' } });
    assert.equal('Tags' in made, false);
    const Resource = made.EventSourceMappingArn;
    await lambda.send(new TagResourceCommand({ Resource, Tags: { cost: '1' } }));
    const { Tags } = await lambda.send(new ListTagsCommand({ Resource }));
    assert.deepEqual(Tags, { team: 'red', cost: '1' });
  });

  test('are there once for a function and a source', async () => {
    const { UUID } = await create({ EventSourceArn: queue('once') });
    const end = `Please update or delete the existing mapping with UUID ${UUID}`;
    assert.deepEqual(await refusalOf(create({ EventSourceArn: queue('once') })), {
      name: 'ResourceConflictException',
      message: `An event source mapping with SQS arn (" ${queue('once')} ") and function (" orders ") already exists. ${end}`,
      status: 409,
    });
    const other = await create({ EventSourceArn: queue('once'), FunctionName: 'others' });
    const moved = await refusalOf(update({ UUID: other.UUID, FunctionName: 'orders' }));
    assert.equal(moved.name, 'ResourceConflictException');
    const reads = { EventSourceArn: table('once'), StartingPosition: 'LATEST' } as const;
    await create(reads);
    const { message } = await refusalOf(create(reads));
    assert.match(
      message,
      /^The event source arn \(" .+ "\) and function \(" orders "\) provided mapping already exists\. Please update/,
    );
  });

  test('refuse what their source does not know', async () => {
    const at = new Date('2026-01-02T03:04:05Z');
    const EventSourceArn = stream('strict');
    const refusals: [Partial<CreateEventSourceMappingCommandInput>, string][] = [
      [{}, 'Unrecognized event source.'],
      [
        { EventSourceArn: `arn:aws:dynamodb:${place}:table/bare` },
        `Unrecognized event source. Unsupported source arn : arn:aws:dynamodb:${place}:table/bare`,
      ],
      [{ EventSourceArn: queue('q'), FunctionName: 'nobody' }, 'Function does not exist'],
      [
        { EventSourceArn: queue('q'), StartingPosition: 'LATEST' },
        'StartingPosition is not valid for SQS event sources.',
      ],
      [
        { EventSourceArn: queue('q'), BatchSize: 11 },
        'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
      ],
      [
        { EventSourceArn: queue('q.fifo'), MaximumBatchingWindowInSeconds: 1 },
        'Batching window is not supported for FIFO queues',
      ],
      [
        { EventSourceArn: queue('q'), ParallelizationFactor: 2 },
        "Unsupported 'parallelizationFactor' parameter for given event source mapping type.",
      ],
      [
        { EventSourceArn },
        "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
      ],
      [
        { EventSourceArn, StartingPosition: 'LATEST', StartingPositionTimestamp: at },
        'Timestamp only valid with StartingPosition AT_TIMESTAMP',
      ],
      [{ EventSourceArn, StartingPosition: 'AT_TIMESTAMP' }, 'Need to specify a timestamp'],
      [
        {
          EventSourceArn,
          StartingPosition: 'AT_TIMESTAMP',
          StartingPositionTimestamp: new Date('2090-01-01'),
        },
        'StartingPositionTimestamp cannot be in the future.',
      ],
      [
        { EventSourceArn: table('t'), StartingPosition: 'AT_TIMESTAMP' },
        `Unsupported starting position for arn type: ${table('t')}`,
      ],
    ];
    for (const [input, message] of refusals) {
      assert.deepEqual(await refusalOf(create(input)), refused(message));
    }
  });

  test('are still there after a restart', async () => {
    const { UUID = '' } = await create({
      EventSourceArn: stream('kept'),
      StartingPosition: 'AT_TIMESTAMP',
      StartingPositionTimestamp: new Date('2026-01-02T03:04:05Z'),
    });
    const before = await get(UUID);
    await endpoint.kill();
    const restarted = await startLocalEndpoint({ dataFolder: endpoint.dataFolder });
    lambda = localClients(restarted).lambda;
    try {
      assert.deepEqual(await get(UUID), before);
    } finally {
      await restarted.stop();
    }
  });

  const refused = (message: string) => ({
    name: 'InvalidParameterValueException',
    message,
    status: 400,
  });

  function create(input: Partial<CreateEventSourceMappingCommandInput>) {
    return lambda.send(new CreateEventSourceMappingCommand({ FunctionName: 'orders', ...input }));
  }

  function update(input: UpdateEventSourceMappingCommandInput) {
    return lambda.send(new UpdateEventSourceMappingCommand(input));
  }

  async function get(UUID: string) {
    const { $metadata: _, ...found } = await lambda.send(
      new GetEventSourceMappingCommand({ UUID }),
    );
    return found;
  }

  async function list(input: ListEventSourceMappingsCommandInput) {
    const found = await lambda.send(new ListEventSourceMappingsCommand(input));
    return found.EventSourceMappings ?? [];
  }
});
