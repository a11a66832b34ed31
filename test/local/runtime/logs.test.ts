import assert from 'node:assert/strict';
import { type Handlers, startHandlers } from '../../support/handlers.ts';

suite('the log of an invocation', () => {
  let handlers: Handlers;
  suiteSetup(async () => {
    handlers = await startHandlers();
  });
  suiteTeardown(() => handlers.close());

  test('has the lines of the platform as AWS writes them, INIT_START for a cold start only', async () => {
    for (const [run, version] of [
      [await handlers.node('export const handler = async () => 1;'), /nodejs:\d+\.\d+\.\d+ \(.+\)/],
      [
        await handlers.python('def handler(event, context):\n    return 1\n'),
        /python:3\.\d+\.\d+ \(.+\)/,
      ],
    ] as const) {
      const cold = await handlers.invoke(run);
      const id = cold.requestId;
      assert.match(
        cold.log,
        new RegExp(
          `^INIT_START Runtime Version: ${version.source}\\tRuntime Version ARN: arn:aws:lambda:eu-west-1::runtime:\\S+\\n` +
            `START RequestId: ${id} Version: \\$LATEST\\nEND RequestId: ${id}\\n` +
            `REPORT RequestId: ${id}\\tDuration: \\d+\\.\\d\\d ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\tMax Memory Used: \\d+ MB\\tInit Duration: \\d+\\.\\d\\d ms\\t\\n$`,
        ),
      );
      const warm = await handlers.invoke(run);
      assert.match(warm.log, /^START [^\n]*\nEND [^\n]*\nREPORT [^\n]* MB\t\n$/);
    }
  });

  test('names the extensions of layers, which do not run here', async () => {
    const layer = await handlers.add({ 'extensions/collector': '#!/bin/sh\n' });
    const source = 'export const handler = async () => 1;';
    const layerFolders = [layer.codeFolder, layer.codeFolder];
    const { log, value } = await handlers.invoke(await handlers.node(source, { layerFolders }));
    assert.equal(value, 1);
    assert.match(
      log,
      /^INIT_START [^\n]*\nEXTENSION\tName: collector\tState: LaunchError\tEvents: \[\]\tError Type: Extension\.NotRunLocally\nSTART /,
    );
    const json = await handlers.node(source, { layerFolders, logFormat: 'JSON' });
    const [, line = ''] = (await handlers.invoke(json)).log.split('\n');
    const { type, record } = JSON.parse(line);
    assert.deepEqual([type, record.name], ['platform.extension', 'collector']);
  });

  test('keeps the order of all that a Node.js handler writes, several lines of one message together', async () => {
    const run = await handlers.node(
      `console.log('while loading');
       export const handler = async () => {
         console.log('first\\nsecond %d', 2, { a: 1 });
         process.stdout.write('raw');
         process.stdout.write(' text\\n');
         console.error('🎉');
         console.dir({ b: 2 });
         process.stderr.write('no line end');
       };`,
    );
    const { log, requestId } = await handlers.invoke(run);
    const lines = log.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME').split('\n');
    assert.equal(lines[1], 'TIME\t-\tINFO\twhile loading');
    assert.deepEqual(lines.slice(3, 8), [
      `TIME\t${requestId}\tINFO\tfirst`,
      'second 2 { a: 1 }',
      'raw text',
      `TIME\t${requestId}\tERROR\t🎉`,
      '{ b: 2 }',
    ]);
    assert.equal(lines.at(-4), 'no line end');
  });

  test('keeps the order of all that a Python handler writes', async () => {
    const run = await handlers.python(
      `import logging, sys
logging.getLogger().setLevel("INFO")
def handler(event, context):
    print("hello", 42)
    logging.info("logged %s", "🎉")
    sys.stdout.buffer.write(b"bytes\\n")
    sys.stderr.write("to stderr\\n")
    logging.warning("first\\nsecond")
    print("no line end", end="")
`,
    );
    const { log, requestId } = await handlers.invoke(run);
    assert.deepEqual(
      log
        .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
        .split('\n')
        .slice(2, 9),
      [
        'hello 42',
        `[INFO]\tTIME\t${requestId}\tlogged 🎉`,
        'bytes',
        'to stderr',
        `[WARNING]\tTIME\t${requestId}\tfirst`,
        'second',
        'no line end',
      ],
    );
  });

  test('has what a program of the handler wrote before the handler answered', async () => {
    const run = await handlers.node(
      `import { execFileSync } from 'node:child_process';
       export const handler = async () => {
         execFileSync(process.execPath, ['-e', 'console.log("x".repeat(100_000))'], { stdio: 'inherit' });
       };`,
    );
    for (let times = 0; times < 3; times += 1) {
      const { log } = await handlers.invoke(run);
      assert(log.includes(`\n${'x'.repeat(100_000)}\nEND `));
    }
  });

  test('has the bytes of binary output as they are', async () => {
    const run = await handlers.node(
      'export const handler = async () => { process.stdout.write(Buffer.from([0xff, 0x00, 0xfe])); };',
    );
    const { log } = await handlers.executor.invoke(run, {
      requestId: 'request',
      payload: Buffer.from('{}'),
      invokedArn: run.arn,
    });
    assert(Buffer.from(log).includes(Buffer.from([0x0a, 0xff, 0x00, 0xfe, 0x0a])));
  });

  test('is kept whole up to a limit, then its end, and says what is gone', async () => {
    for (const run of [
      await handlers.node(
        "export const handler = async (n) => { for (let i = 0; i < n; i++) console.log('line ' + i + 'x'.repeat(90)); };",
        { timeout: 60 },
      ),
      await handlers.python(
        'def handler(n, context):\n    for i in range(n):\n        print("line", i, "x" * 90)\n',
        { timeout: 60 },
      ),
    ]) {
      const whole = await handlers.invoke(run, 100);
      assert.match(whole.log, /^INIT_START [\s\S]*\nSTART [\s\S]*line ?0[\s\S]*line ?99/);
      const cut = await handlers.invoke(run, 50_000);
      assert.match(
        cut.log,
        /^\[The local endpoint keeps the last 256 KB .*: \d+ bytes before this are gone\]\n/,
      );
      assert.match(cut.log, /line ?49999 ?x+\nEND /);
      assert(cut.log.length < 257 * 1024);
      const next = await handlers.invoke(run, 1);
      assert.match(next.log, /^START /);
    }
  });

  test('holds only its own invocation', async () => {
    const run = await handlers.python('def handler(event, context):\n    print("event", event)\n');
    await handlers.invoke(run, 1);
    const second = await handlers.invoke(run, 2);
    assert(second.log.includes('event 2\n') && !second.log.includes('event 1\n'));
  });

  test('is JSON line by line where the function wants that', async () => {
    for (const run of [
      await handlers.node(
        "export const handler = async () => { console.log('hello json'); console.debug('too fine'); };",
        { logFormat: 'JSON' },
      ),
      await handlers.python(
        'import logging\ndef handler(event, context):\n    logging.warning("hello json")\n    logging.debug("too fine")\n',
        { logFormat: 'JSON' },
      ),
    ]) {
      const { log, requestId } = await handlers.invoke(run);
      const records = log
        .trimEnd()
        .split('\n')
        .map((line): Record<string, unknown> => JSON.parse(line));
      assert.deepEqual(
        records.map((record) => record['type'] ?? record['message']),
        ['platform.initStart', 'platform.start', 'hello json', 'platform.report'],
      );
      assert.equal(records[2]?.['requestId'], requestId);
      const { record } = records[3] ?? {};
      assert(typeof record === 'object' && record !== null && 'metrics' in record);
      assert('status' in record && 'requestId' in record);
      assert.deepEqual([record.status, record.requestId], ['success', requestId]);
      assert(typeof record.metrics === 'object' && record.metrics !== null);
      assert.deepEqual(Object.keys(record.metrics), [
        'durationMs',
        'billedDurationMs',
        'memorySizeMB',
        'maxMemoryUsedMB',
        'initDurationMs',
      ]);
    }
  });

  test('leaves out what is below the levels that the function chose', async () => {
    const run = await handlers.node(
      "export const handler = async () => { console.info('info'); console.error('error'); };",
      { logFormat: 'JSON', applicationLogLevel: 'ERROR', systemLogLevel: 'WARN' },
    );
    const { log } = await handlers.invoke(run);
    assert.match(log, /^\{[^\n]*"message":"error"\}\n$/);
  });

  test('tells as JSON what failed, and for which tenant', async () => {
    const run = await handlers.node(
      "export const handler = async () => { throw new TypeError('bad'); };",
      { logFormat: 'JSON', systemLogLevel: 'DEBUG' },
    );
    const { log, requestId } = await handlers.invoke(run, {}, { tenantId: 'blue' });
    const platform = log
      .trimEnd()
      .split('\n')
      .map((line): { type?: string; record?: Record<string, unknown> } => JSON.parse(line))
      .filter(({ type }) => type !== undefined);
    assert.deepEqual(
      platform.map(({ type }) => type),
      [
        'platform.initStart',
        'platform.initRuntimeDone',
        'platform.initReport',
        'platform.start',
        'platform.runtimeDone',
        'platform.report',
      ],
    );
    const [, initDone, , start, done, report] = platform.map(({ record }) => record ?? {});
    assert.deepEqual(initDone, {
      initializationType: 'on-demand',
      phase: 'init',
      status: 'success',
    });
    assert.deepEqual(start, {
      requestId,
      functionArn: run.arn,
      version: '$LATEST',
      tenantId: 'blue',
    });
    assert.deepEqual([done?.['status'], done?.['errorType']], ['error', 'TypeError']);
    assert.deepEqual([report?.['status'], report?.['tenantId']], ['error', 'blue']);
  });

  test('reaches its stream event by event, which the handler knows the name of', async () => {
    const events: { stream: string; message: string; group: string }[] = [];
    const own = await startHandlers({
      log: (group, stream, { message }) => events.push({ group, stream, message }),
    });
    try {
      const run = await own.node(
        `export const handler = async (event, context) => {
           console.log('first\\nsecond');
           process.stdout.write('plain\\nopen');
           return [process.env.AWS_LAMBDA_LOG_STREAM_NAME, context.logStreamName];
         };`,
        { logGroup: 'custom/group' },
      );
      const { value, requestId } = await own.invoke(run);
      const [{ stream = '' } = {}] = events;
      assert.match(stream, /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
      assert.deepEqual(value, [stream, stream]);
      assert(events.every((event) => event.stream === stream && event.group === 'custom/group'));
      const messages = events.map(({ message }) => message);
      assert.equal(messages[1], `START RequestId: ${requestId} Version: $LATEST\n`);
      assert.match(messages[2] ?? '', /\tINFO\tfirst\nsecond\n$/);
      assert.deepEqual(messages.slice(3, 6), ['plain\n', 'open', `END RequestId: ${requestId}\n`]);
      assert.match(messages[6] ?? '', /^REPORT [^\n]+\t\n$/);
      assert.equal(messages.length, 7);
    } finally {
      await own.close();
    }
  });

  test('names the tenant in what a handler logs as JSON', async () => {
    for (const run of [
      // AWS' own client for Node.js 24 does not name it (4.0.2).
      await handlers.node("export const handler = async () => console.log('hello');", {
        runtime: 'nodejs22.x',
        logFormat: 'JSON',
      }),
      await handlers.python(
        'import logging\ndef handler(event, context):\n    logging.warning("hello")\n',
        { logFormat: 'JSON' },
      ),
    ]) {
      const { log } = await handlers.invoke(run, {}, { tenantId: 'blue' });
      assert.match(log, /\n\{[^\n]*"message": ?"hello"[^\n]*\}\n/);
      assert.match(log, /\n\{"timestamp"[^\n]*"tenantId": ?"blue"[^\n]*\}\n/);
    }
  });

  test('leaves out plain lines that say of themselves that they are below the level', async () => {
    const run = await handlers.python(
      `import json
def handler(event, context):
    for level in ("debug", "warn", "ERROR"):
        print(json.dumps({"level": level, "timestamp": "2026-11-22T15:04:05.123Z"}))
    print(json.dumps({"level": "error"}))
    print("plain text")
    print("no end", end="")
`,
      { logFormat: 'JSON', applicationLogLevel: 'WARN', systemLogLevel: 'WARN' },
    );
    const { log } = await handlers.invoke(run);
    assert.deepEqual(
      log.split('\n').map((line) => /"level": "(\w+)"/.exec(line)?.[1] ?? line),
      ['warn', 'ERROR', 'plain text', 'no end'],
    );
  });

  test('tells a Python error as JSON', async () => {
    const run = await handlers.python(
      'def handler(event, context):\n    raise ValueError("bad")\n',
      {
        logFormat: 'JSON',
      },
    );
    const { log } = await handlers.invoke(run);
    const record: unknown = JSON.parse(log.split('\n')[2] ?? '');
    assert(typeof record === 'object' && record !== null && 'errorType' in record);
    assert('errorMessage' in record && 'log_level' in record);
    assert.deepEqual(
      [record.log_level, record.errorType, record.errorMessage],
      ['ERROR', 'ValueError', 'bad'],
    );
  });
});
