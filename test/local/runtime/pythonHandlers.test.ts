import assert from 'node:assert/strict';
import { type Handlers, startHandlers } from '../../support/handlers.ts';

suite('Python handlers', () => {
  let handlers: Handlers;
  suiteSetup(async () => {
    handlers = await startHandlers();
  });
  suiteTeardown(() => handlers.close());

  test('a handler answers its event, each digit and character as it came', async () => {
    const run = await handlers.python('def handler(event, context):\n    return event\n');
    const payload = '{"id": 12345678901234567890, "ratio": 0.1, "text": "gr\\u00fc\\u00dfe 🎉"}';
    const answer = await handlers.invoke(run, undefined, { payload: Buffer.from(payload) });
    assert.equal(answer.text, '{"id": 12345678901234567890, "ratio": 0.1, "text": "grüße 🎉"}');
  });

  test('up to Python 3.11 an answer is escaped to ASCII', async () => {
    const run = await handlers.python('def handler(event, context):\n    return "ü"\n', {
      runtime: 'python3.11',
    });
    assert.equal((await handlers.invoke(run)).text, '"\\u00fc"');
  });

  test('nothing is null, a Decimal a number with all its digits, a named tuple an object', async () => {
    const run = await handlers.python(
      `from collections import namedtuple
from decimal import Decimal
Point = namedtuple("Point", "x y")
def handler(event, context):
    return [None, Decimal("1.10"), Point(1, (2, 3)), {1: True}]
`,
    );
    assert.equal(
      (await handlers.invoke(run)).text,
      '[null, 1.10, {"x": 1, "y": [2, 3]}, {"1": true}]',
    );
  });

  test('bytes are the answer as they are', async () => {
    const run = await handlers.python('def handler(event, context):\n    return b"{}"\n');
    assert.equal((await handlers.invoke(run)).text, '{}');
  });

  test('a handler does not see which descriptor its log goes to', async () => {
    const run = await handlers.python(
      'import os\ndef handler(event, context):\n    return sorted(os.environ)\n',
    );
    const { value } = await handlers.invoke(run);
    assert(Array.isArray(value) && value.includes('_HANDLER'));
    assert(!value.includes('_LAMBDA_TELEMETRY_LOG_FD'));
  });

  test('a handler finds the time that remains and its context', async () => {
    const run = await handlers.python(
      `def handler(event, context):
    client = context.client_context
    return [
        0 < context.get_remaining_time_in_millis() <= 10000,
        context.aws_request_id,
        context.invoked_function_arn,
        context.function_name,
        context.function_version,
        context.memory_limit_in_mb,
        context.log_group_name,
        context.log_stream_name[:4].isdigit(),
        context.identity.cognito_identity_id,
        [client.custom, client.env, client.client.app_title, client.client.installation_id],
    ]
`,
    );
    const clientContext = '{"custom": {"a": 1}, "client": {"app_title": "orders"}}';
    const answer = await handlers.invoke(run, {}, { clientContext });
    assert.deepEqual(answer.value, [
      true,
      answer.requestId,
      run.arn,
      run.name,
      '$LATEST',
      '128',
      run.logGroup,
      true,
      null,
      [{ a: 1 }, null, 'orders', null],
    ]);
    const without = await handlers.python(
      'def handler(event, context):\n    return context.client_context\n',
    );
    assert.equal((await handlers.invoke(without)).text, 'null');
  });

  test('a module in a folder is found by a path and by dots', async () => {
    const files = {
      'lib/app.py': 'from lib import helper\ndef main(event, context):\n    return helper.NAME\n',
      'lib/helper.py': 'NAME = "helper"\n',
    };
    for (const handler of ['lib/app.main', 'lib.app.main']) {
      const run = await handlers.add(files, { runtime: 'python3.13', handler });
      assert.equal((await handlers.invoke(run)).text, '"helper"');
    }
  });

  test('an exception is told with its trace, and logged indented by no-break spaces', async () => {
    const run = await handlers.python(
      `class OrderError(Exception):
    pass

def check(event):
    raise OrderError("some error occurred")

def handler(event, context):
    check(event)
`,
    );
    const answer = await handlers.invoke(run);
    const file = `${run.codeFolder}/index.py`;
    assert.equal(answer.functionError, 'Unhandled');
    assert.deepEqual(answer.value, {
      errorMessage: 'some error occurred',
      errorType: 'OrderError',
      requestId: answer.requestId,
      stackTrace: [
        `  File "${file}", line 8, in handler\n    check(event)\n`,
        `  File "${file}", line 5, in check\n    raise OrderError("some error occurred")\n`,
      ],
    });
    assert.deepEqual(Object.keys(Object(answer.value)), [
      'errorMessage',
      'errorType',
      'requestId',
      'stackTrace',
    ]);
    const nbsp = '\u00a0';
    assert(
      answer.log.includes(
        `\n[ERROR] OrderError: some error occurred\nTraceback (most recent call last):\n` +
          `${nbsp}${nbsp}File "${file}", line 8, in handler\n${nbsp.repeat(4)}check(event)\n`,
      ),
      answer.log,
    );
  });

  const refused: [string, string, string, string, RegExp][] = [
    [
      'a missing module',
      'import nosuch',
      'index.handler',
      'Runtime.ImportModuleError',
      /^Unable to import module 'index': No module named 'nosuch'$/,
    ],
    [
      'a missing handler module',
      '',
      'nosuch.handler',
      'Runtime.ImportModuleError',
      /^Unable to import module 'nosuch': No module named 'nosuch'$/,
    ],
    [
      'a syntax error',
      'def handler(',
      'index.handler',
      'Runtime.UserCodeSyntaxError',
      /^Syntax error in module 'index': .*\(index\.py, line 1\)$/,
    ],
    [
      'a missing function',
      '',
      'index.nosuch',
      'Runtime.HandlerNotFound',
      /^Handler 'nosuch' missing on module 'index'$/,
    ],
    [
      'a handler without a dot',
      '',
      'index',
      'Runtime.MalformedHandlerName',
      /^Bad handler 'index': not enough values to unpack \(expected 2, got 1\)$/,
    ],
    [
      'a module of Python itself',
      '',
      'sys.exit',
      'Runtime.BuiltInModuleConflict',
      /^Cannot use built-in module sys as a handler module$/,
    ],
    [
      'an exception at the top level',
      'raise ValueError("at import")',
      'index.handler',
      'ValueError',
      /^at import$/,
    ],
  ];
  for (const [what, source, handler, errorType, errorMessage] of refused) {
    test(`${what} is an init error, told again by the next invocation`, async () => {
      const run = await handlers.python(source, { handler });
      for (let times = 0; times < 2; times += 1) {
        const answer = await handlers.invoke(run);
        assert.equal(answer.functionError, 'Unhandled');
        const { value } = answer;
        assert(typeof value === 'object' && value !== null && 'errorMessage' in value);
        assert('errorType' in value && 'requestId' in value);
        assert.match(String(value.errorMessage), errorMessage);
        assert.deepEqual([value.errorType, value.requestId], [errorType, '']);
        assert.match(answer.log, /^INIT_START /);
        assert(answer.log.includes(`\tStatus: error\tError Type: ${errorType}\n`), answer.log);
      }
    });
  }

  test('what JSON cannot hold is a marshal error', async () => {
    const run = await handlers.python('def handler(event, context):\n    return {1, 2}\n');
    const answer = await handlers.invoke(run);
    assert.deepEqual(answer.value, {
      errorMessage: 'Unable to marshal response: Object of type set is not JSON serializable',
      errorType: 'Runtime.MarshalError',
      requestId: answer.requestId,
      stackTrace: [],
    });
  });

  test('a missing boto3 is told with what to do', async () => {
    // An interpreter without the packages of this machine.
    const run = await handlers.python(
      'import sys\nsys.modules["boto3"] = None\nraise ModuleNotFoundError("No module named \'boto3\'")\n',
    );
    assert.match((await handlers.invoke(run)).text, /pip install boto3/);
  });
});
