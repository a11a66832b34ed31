import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { newPayloadFromEvent } from '../../src/commands/newPayloadFromEvent.ts';
import { UserError } from '../../src/errors.ts';
import { bindingOf } from '../../src/payload/fileBinding.ts';
import { folderWorkspace } from '../support/folderWorkspace.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { choose, dismiss, goBack, keep, type } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const which = 'Which event does the payload file begin with?';
const where = /^Path of the file/;

suite('a new payload file from an event', () => {
  let bench: TestBench;
  let opened: TestApp;
  suiteSetup(async () => {
    bench = await startTestBench();
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  const read = async (path: string): Promise<unknown> =>
    JSON.parse(await readFile(join(opened.folder, path), 'utf8'));

  test('is named by what it tells of and by its kind, tells of the account, and opens', async () => {
    opened.prompts.expect(
      choose(which, 'SQS: Message of a FIFO queue', { shows: /sqs-event/ }),
      keep(where, 'events/messages.sqs-event.json'),
    );
    await newPayloadFromEvent(opened.app);
    const event: { Records?: { eventSourceARN: string }[] } = Object(
      await read('events/messages.sqs-event.json'),
    );
    const { accountId, region } = bench.account.target;
    assert.equal(
      event.Records?.[0]?.eventSourceARN,
      `arn:aws:sqs:${region}:${accountId}:orders.fifo`,
    );
    const path = join(opened.folder, 'events/messages.sqs-event.json');
    assert.deepEqual(opened.shown.files, [{ path, line: undefined }]);
    assert.equal(bindingOf(opened.app, path), undefined);
  });

  test("from a function's row it has the function's name, is bound to it and names it", async () => {
    await opened.write('payloads/orders.ses-event.json', '{}');
    opened.prompts.expect(
      choose(which, 'SES: E-mail received'),
      keep(where, 'payloads/orders-2.ses-event.json'),
    );
    await newPayloadFromEvent(opened.app, { functionName: 'orders' });
    const path = join(opened.folder, 'payloads/orders-2.ses-event.json');
    assert.deepEqual(bindingOf(opened.app, path), { functionName: 'orders' });
    assert.match(await readFile(path, 'utf8'), /:function:orders"/);
  });

  test('stands in the folder that the menu was opened on', async () => {
    const folder = join(opened.folder, 'deep', 'down');
    await mkdir(folder, { recursive: true });
    for (const [into, path] of [
      [folder, 'deep/down/upload.s3-event.json'],
      [opened.folder, 'upload.s3-event.json'],
    ] as const) {
      opened.prompts.expect(choose(which, 'S3: Object created'), keep(where, path));
      await newPayloadFromEvent(opened.app, { fsPath: into, scheme: 'file' });
      assert.ok(await read(path));
    }
  });

  test('stands where the person says, which is in the folder and free', async () => {
    await opened.write('there.json', 'untouched');
    opened.prompts.expect(
      choose(which, 'Kinesis: Records of a stream'),
      type(where, '', { refused: /must end in \.json or \.jsonc/ }),
      type(where, 'a/.json', { refused: /must end in/ }),
      type(where, 'a.txt', { refused: /must end in/ }),
      type(where, '../outside.json', { refused: /must lie in/ }),
      type(where, '/etc/outside.json', { refused: /must lie in/ }),
      type(where, 'there.json', { refused: /There is a there\.json already/ }),
      type(where, ' new folder/mine.kinesis-event.jsonc '),
    );
    await newPayloadFromEvent(opened.app);
    assert.ok(await read('new folder/mine.kinesis-event.jsonc'));
    assert.equal(await readFile(join(opened.folder, 'there.json'), 'utf8'), 'untouched');
  });

  test('is not written over one that appeared meanwhile', async () => {
    const account = async () => {
      await opened.write('events/upload.s3-event.json', 'first');
      return bench.account;
    };
    const app = { ...opened.app, connection: { ...opened.app.connection, account } };
    opened.prompts.expect(choose(which, 'S3: Object created'), keep(where));
    await assert.rejects(newPayloadFromEvent(app), /could not be written to .*EEXIST/);
    assert.equal(
      await readFile(join(opened.folder, 'events/upload.s3-event.json'), 'utf8'),
      'first',
    );
  });

  test('is written without an account too, for a made-up one', async () => {
    const account = () => Promise.reject(new UserError('There are no credentials.'));
    const app = { ...opened.app, connection: { ...opened.app.connection, account } };
    opened.prompts.expect(choose(which, /^SNS/), keep(where, 'events/notification.sns-event.json'));
    await newPayloadFromEvent(app);
    assert.match(
      await readFile(join(opened.folder, 'events/notification.sns-event.json'), 'utf8'),
      /arn:aws:sns:us-east-1:123456789012:orders/,
    );
  });

  test('asks for the folder where there are several, and lets the person go back', async () => {
    const other = await bench.open();
    const workspace = folderWorkspace([opened.folder, other.folder]);
    opened.prompts.expect(
      choose(which, 'S3: Object created'),
      choose('Which folder gets the payload file?', basename(opened.folder)),
      goBack(where),
      choose('Which folder gets the payload file?', basename(other.folder)),
      goBack(where),
      goBack('Which folder gets the payload file?'),
      choose(which, 'S3: Object removed'),
      choose('Which folder gets the payload file?', basename(other.folder)),
      keep(where, 'events/removal.s3-event.json'),
    );
    await newPayloadFromEvent({ ...opened.app, workspace });
    const text = await readFile(join(other.folder, 'events/removal.s3-event.json'), 'utf8');
    assert.match(text, /ObjectRemoved:Delete/);
    await other.finish();
  });

  test('writes nothing when it is dismissed, or without a folder', async () => {
    opened.prompts.expect(choose(which, /^ALB|Load Balancer/), dismiss(where));
    await assert.rejects(newPayloadFromEvent(opened.app), { name: 'Cancelled' });
    assert.deepEqual(opened.shown.files, []);
    await assert.rejects(
      newPayloadFromEvent({ ...opened.app, workspace: folderWorkspace([]) }),
      /needs a folder to lie in/,
    );
  });

  test('is offered where a payload is asked for, and sent at once', async () => {
    const { arn } = await bench.account.roles.create({ name: 'runs', description: '' });
    await bench.account.functions.create(nodeFunction('echo', arn));
    opened.prompts.expect(
      choose(/Which payload does echo get/, 'New payload file from an event…'),
      choose(which, 'S3: Object created'),
      keep(where, 'events/echo.s3-event.json'),
    );
    await invokePayload(opened.app, { functionName: 'echo' });
    const [report] = opened.shown.results;
    assert.ok(report?.outcome.kind === 'answered');
    assert.match(Buffer.from(report.outcome.payload).toString(), /"eventSource":"aws:s3"/);
  });
});
