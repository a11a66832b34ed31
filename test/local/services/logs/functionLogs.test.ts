import assert from 'node:assert/strict';
import {
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  InvokeCommand,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { lambdaTrust, localClients, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';

suite('what functions log', () => {
  let endpoint: LocalEndpoint;
  let clients: ReturnType<typeof localClients>;
  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    clients = localClients(endpoint);
  });
  suiteTeardown(() => endpoint.stop());

  test('is in the stream of its environment, event by event, as the tail has it but for its first line', async () => {
    await create('orders', {});
    const { requestId, log, stream } = await invoke('orders');
    const events = await find({ logGroupName: '/aws/lambda/orders' });
    const [first, ...told] = events.map(({ message = '' }) => message);
    assert.match(first ?? '', /^INIT_START /);
    assert.equal(told.join(''), log);
    assert(events.every(({ logStreamName }) => logStreamName === stream));
    assert.match(events[2]?.message ?? '', /\tINFO\tone\ntwo\n$/);
    const described = await clients.logs.send(
      new DescribeLogStreamsCommand({ logGroupName: '/aws/lambda/orders' }),
    );
    assert.deepEqual(
      described.logStreams?.map(({ logStreamName }) => logStreamName),
      [stream],
    );

    await invoke('orders');
    const filterPattern = `"${requestId}"`;
    const own = await find({ logGroupName: '/aws/lambda/orders', filterPattern });
    assert.deepEqual(
      own.map(({ message = '' }) => /START|END|REPORT|INFO/.exec(message)?.[0]),
      ['START', 'INFO', 'END', 'REPORT'],
    );
  });

  test('goes to the group that the function names', async () => {
    await create('custom', { LoggingConfig: { LogGroup: 'shared/group', LogFormat: 'JSON' } });
    await invoke('custom');
    const filterPattern = '{ $.type = "platform.report" && $.record.metrics.durationMs > 0 }';
    const [report, ...more] = await find({ logGroupName: 'shared/group', filterPattern });
    assert.match(report?.message ?? '', /^\{"time":.*"status":"success"/);
    assert.deepEqual(more, []);
    const none = await refusalOf(find({ logGroupName: '/aws/lambda/custom' }));
    assert.equal(none.message, 'The specified log group does not exist.');
  });

  test('is there from the first invocation on, survives the function and SIGKILL, and ends with a reset', async () => {
    const own = await startLocalEndpoint();
    const before = clients;
    clients = localClients(own);
    try {
      await create('gone', {});
      assert.deepEqual(await groups(), []);
      const { stream } = await invoke('gone');
      await clients.lambda.send(new DeleteFunctionCommand({ FunctionName: 'gone' }));
      assert.deepEqual(await groups(), ['/aws/lambda/gone']);
      await own.kill();
      const next = await startLocalEndpoint({ dataFolder: own.dataFolder });
      try {
        clients = localClients(next);
        const { events = [] } = await clients.logs.send(
          new GetLogEventsCommand({ logGroupName: '/aws/lambda/gone', logStreamName: stream }),
        );
        assert.match(events.at(-1)?.message ?? '', /^REPORT /);
        const reset = await fetch(`${next.endpoint}/.lambda-bench/reset`, {
          method: 'POST',
          headers: { authorization: `Bearer ${next.secretAccessKey}` },
        });
        assert.equal(reset.status, 204);
        assert.deepEqual(await groups(), []);
      } finally {
        await next.stop();
      }
    } finally {
      clients = before;
      await own.stop();
    }
  });

  async function create(
    FunctionName: string,
    but: Partial<CreateFunctionCommandInput>,
  ): Promise<void> {
    const RoleName = `runner-of-${FunctionName}`;
    const { Role } = await clients.iam.send(
      new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: lambdaTrust }),
    );
    await clients.lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: Role?.Arn,
        Code: { ZipFile: zipSync({ 'index.mjs': strToU8(source) }) },
        ...but,
      }),
    );
  }

  async function invoke(FunctionName: string) {
    const answer = await clients.lambda.send(new InvokeCommand({ FunctionName, LogType: 'Tail' }));
    return {
      requestId: answer.$metadata.requestId,
      log: Buffer.from(answer.LogResult ?? '', 'base64').toString(),
      stream: String(JSON.parse(answer.Payload?.transformToString() ?? '')),
    };
  }

  async function find(input: FilterLogEventsCommandInput) {
    const { events = [] } = await clients.logs.send(new FilterLogEventsCommand(input));
    return events;
  }

  async function groups() {
    const { logGroups = [] } = await clients.logs.send(new DescribeLogGroupsCommand({}));
    return logGroups.map(({ logGroupName }) => logGroupName);
  }
});

const source = `export const handler = async (event, context) => {
  console.log('one\\ntwo');
  process.stdout.write('plain\\nlines\\n');
  return context.logStreamName;
};`;
