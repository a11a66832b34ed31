import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv, type SchemaObject } from 'ajv';
import { makeEventSchemas } from '../../scripts/eventSchemas.ts';
import { sampleEvents } from '../../src/payload/events/sampleEvents.ts';
import { sceneOf } from '../../src/payload/events/scene.ts';

const place = { accountId: '210987654321', region: 'eu-central-1', functionName: 'books' };
const written = sampleEvents.map(({ kind, service, title, make }) => ({
  kind,
  name: `${service}: ${title}`,
  text: JSON.stringify(make(sceneOf(place)), undefined, 2),
}));

function eventOf(name: RegExp): string {
  const [event, ...others] = written.filter((each) => name.test(each.name));
  assert.ok(event && others.length === 0, String(name));
  return event.text;
}

suite('events for new payload files', () => {
  test('are what the types of @types/aws-lambda say, as they stand in their files', async function () {
    this.timeout(60_000);
    const folder = await mkdtemp(join(tmpdir(), 'lambda-bench-events-'));
    try {
      const types = resolve('src/payload/events/eventTypes.ts');
      const constant = (kind: string, text: string, index: number) =>
        `export const event${index}: EventTypes['${kind}'] = ${text};\n`;
      const wrong = constant('s3-event', '{ "Records": [{ "eventTime": 1 }] }', 9999);
      const source = [
        `import type { EventTypes } from ${JSON.stringify(types)};\n`,
        ...written.map(({ kind, text }, index) => constant(kind, text, index)),
      ];
      assert.equal(await compile(folder, source), '');
      // The compiler does look.
      assert.match(
        await compile(folder, [...source, wrong]),
        /^\S*events\.ts\(\d+,\d+\): error TS2/,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('are told apart by their service and title, and by kinds that name a file well', () => {
    const names = written.map(({ name }) => name);
    assert.deepEqual([...new Set(names)], names);
    for (const { kind, stem } of sampleEvents) {
      assert.match(kind, /^[a-z0-9-]+-event$/);
      assert.match(stem, /^[a-z-]+$/);
    }
  });

  test('there is at least one for every type', () => {
    const kinds = [...new Set(sampleEvents.map(({ kind }) => kind))];
    assert.deepEqual(kinds.toSorted(), [...makeEventSchemas().keys()].toSorted());
  });

  test('name no account and no region but those of the connection', () => {
    for (const { name, text } of written) {
      for (const [, partition, service, region, account] of text.matchAll(
        /arn:([\w-]*):([\w-]*):([\w-]*):(\w*):/g,
      )) {
        assert.equal(partition, 'aws', name);
        if (service !== 's3' && service !== 'iam') assert.equal(region, 'eu-central-1', name);
        if (service !== 's3') assert.equal(account, '210987654321', name);
      }
      assert.doesNotMatch(text, /us-east-1|123456789012/, name);
    }
    assert.match(eventOf(/^SES/), /arn:aws:lambda:eu-central-1:210987654321:function:books/);
  });

  test('have the partition of their region', () => {
    const china = sampleEvents
      .map(({ make }) => JSON.stringify(make(sceneOf({ region: 'cn-north-1' }))))
      .join('\n');
    assert.doesNotMatch(china, /arn:aws:/);
    assert.match(china, /sns\.cn-north-1\.amazonaws\.com\.cn/);
    const government = JSON.stringify(
      sampleEvents
        .find(({ kind }) => kind === 'sqs-event')
        ?.make(sceneOf({ region: 'us-gov-west-1' })),
    );
    assert.match(government, /arn:aws-us-gov:sqs:us-gov-west-1:123456789012:orders/);
  });

  test('tell the time at which they are made', () => {
    const before = Date.now();
    for (const { kind, make } of sampleEvents) {
      const text = JSON.stringify(make(sceneOf({})));
      for (const [time] of text.matchAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g)) {
        assert.ok(Math.abs(Date.parse(time) - before) < 60_000, `${kind}: ${time}`);
      }
    }
    assert.match(
      eventOf(/HTTP API, payload 2/),
      /"time": "\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000"/,
    );
  });

  test('hold data that can be decoded', () => {
    const kinesis: { Records: { kinesis: { data: string } }[] } = JSON.parse(eventOf(/^Kinesis/));
    assert.deepEqual(
      kinesis.Records.map(({ kinesis: { data } }) => fromBase64(data)),
      [
        { id: 'order-1001', item: 'tea', quantity: 3 },
        { id: 'order-1002', item: 'tea', quantity: 3 },
      ],
    );
    const logs: { awslogs: { data: string } } = JSON.parse(eventOf(/^CloudWatch Logs/));
    const decoded: { messageType: string; owner: string; logEvents: { id: string }[] } = JSON.parse(
      gunzipSync(Buffer.from(logs.awslogs.data, 'base64')).toString(),
    );
    assert.equal(decoded.messageType, 'DATA_MESSAGE');
    assert.equal(decoded.owner, '210987654321');
    assert.deepEqual(
      decoded.logEvents.map(({ id }) => id.length),
      [56, 56],
    );
    const edge: { Records: { cf: { request: { body: { data: string } } } }[] } = JSON.parse(
      eventOf(/Viewer request/),
    );
    assert.equal(Object(fromBase64(edge.Records[0]?.cf.request.body.data ?? '')).id, 'order-1001');
    const item: { Records: { dynamodb: { NewImage: { note: { B: string } } } }[] } = JSON.parse(
      eventOf(/Item inserted/),
    );
    assert.equal(
      Buffer.from(item.Records[0]?.dynamodb.NewImage.note.B ?? '', 'base64').toString(),
      'Leave it at the door',
    );
  });

  test('hold digests of what they hold', () => {
    const queue: { Records: { body: string; md5OfBody: string }[] } = JSON.parse(
      eventOf(/standard queue/),
    );
    assert.equal(queue.Records.length, 2);
    for (const { body, md5OfBody } of queue.Records) {
      assert.equal(createHash('md5').update(body).digest('hex'), md5OfBody);
    }
  });
});

suite('JSON schemas of events', () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  const validators = new Map(
    [...makeEventSchemas()].map(([kind, schema]) => [kind, ajv.compile(asWritten(schema))]),
  );
  const faultsOf = (kind: string, event: unknown): string[] => {
    const validate = validators.get(kind);
    assert.ok(validate, kind);
    validate(event);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  test('find nothing wrong with the events', () => {
    for (const { kind, name, text } of written) {
      assert.deepEqual(faultsOf(kind, JSON.parse(text)), [], name);
    }
  });

  test('find every value of a wrong type that a type forbids', () => {
    for (const [kind, path, value] of [
      ['s3-event', ['Records', 0, 's3', 'object', 'size'], 'large'],
      ['sqs-event', ['Records', 0, 'body'], { id: 1 }],
      ['sns-event', ['Records', 0, 'Sns', 'Message'], 1],
      ['kinesis-event', ['Records', 0, 'kinesis', 'data'], 17],
      ['dynamodb-event', ['Records', 0, 'dynamodb', 'NewImage', 'quantity', 'N'], 3],
      ['dynamodb-event', ['Records', 0, 'eventName'], 'UPDATE'],
      ['api-gateway-http-event', ['requestContext', 'http'], null],
      ['api-gateway-rest-event', ['body'], { id: 1 }],
      ['alb-event', ['isBase64Encoded'], 'false'],
      ['cloudfront-request-event', ['Records', 0, 'cf', 'config', 'eventType'], 'request'],
      ['cognito-pre-sign-up-event', ['triggerSource'], 'PreSignUp'],
      ['ses-event', ['Records', 0, 'ses', 'receipt', 'action', 'type'], 'Mail'],
      ['eventbridge-event', ['detail'], 'text'],
      ['codepipeline-event', ['CodePipeline.job', 'data', 'inputArtifacts'], {}],
    ] as const) {
      const event: unknown = JSON.parse(written.find((each) => each.kind === kind)?.text ?? '');
      set(event, path, value);
      const faults = faultsOf(kind, event);
      assert.ok(
        faults.some((fault) => `/${path.join('/')}`.startsWith(fault.split(' ')[0] ?? '')),
        `${kind} ${path.join('.')}: ${faults}`,
      );
    }
  });

  test('find a member that is missing, and an attribute value with two types', () => {
    const event: unknown = JSON.parse(eventOf(/Object created/));
    set(event, ['Records', 0, 's3', 'bucket'], {});
    assert.match(faultsOf('s3-event', event).join(), /must have required property 'name'/);
    const item: unknown = JSON.parse(eventOf(/Item inserted/));
    set(item, ['Records', 0, 'dynamodb', 'Keys', 'id'], { S: 'a', N: '1' });
    assert.match(faultsOf('dynamodb-event', item).join(), /must NOT have more than 1/);
  });

  test('let members pass that AWS adds, and a variable where a number is to be', () => {
    const event: unknown = JSON.parse(eventOf(/^Kinesis/));
    set(event, ['Records', 0, 'novelty'], true);
    const time = ['Records', 0, 'kinesis', 'approximateArrivalTimestamp'];
    for (const variable of ['{{$now unix}}', '{{$now unixMs}}']) {
      set(event, time, variable);
      assert.deepEqual(faultsOf('kinesis-event', event), []);
    }
    set(event, time, '{{$uuid}}');
    assert.match(faultsOf('kinesis-event', event).join(), /must match pattern/);
  });
});

/** What the compiler says; empty when it finds nothing wrong. */
async function compile(folder: string, source: readonly string[]): Promise<string> {
  await writeFile(join(folder, 'events.ts'), source.join(''));
  const configuration = {
    extends: resolve('tsconfig.json'),
    compilerOptions: { types: [] },
    include: ['events.ts'],
    exclude: [],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(configuration));
  const compiler = resolve('node_modules/typescript/bin/tsc');
  return new Promise((done) => {
    execFile(process.execPath, [compiler, '--project', folder], (error, stdout, stderr) =>
      done(error ? `${stdout}${stderr}` || error.message : ''),
    );
  });
}

function fromBase64(data: string): unknown {
  return JSON.parse(Buffer.from(data, 'base64').toString());
}

/** As the build writes it. */
function asWritten(schema: unknown): SchemaObject {
  return JSON.parse(JSON.stringify(schema));
}

function set(value: unknown, path: readonly (string | number)[], to: unknown): void {
  const [last = ''] = path.slice(-1);
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((inside, step) => Reflect.get(Object(inside), step), value);
  assert.ok(Reflect.set(Object(holder), last, to));
}
