import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type Answer, type Handlers, startHandlers } from '../../support/handlers.ts';
import { startLifeline } from '../../support/lifeline.ts';

suite('failing handlers', () => {
  let handlers: Handlers;
  suiteSetup(async () => {
    handlers = await startHandlers();
  });
  suiteTeardown(() => handlers.close());

  test('a thrown error is the answer, with its trace and a line in the log', async () => {
    const run = await handlers.node(
      "export const handler = async () => { throw new TypeError('bad thing'); };",
    );
    const answer = await handlers.invoke(run);
    const error = errorOf(answer);
    assert.deepEqual(Object.keys(error), ['errorType', 'errorMessage', 'trace']);
    assert.deepEqual([error['errorType'], error['errorMessage']], ['TypeError', 'bad thing']);
    assert.match(String(error['trace']), /^TypeError: bad thing,.*index\.mjs:1:/);
    assert.match(
      answer.log,
      /\tERROR\tInvoke Error \t\{"errorType":"TypeError","errorMessage":"bad thing","stack":\[/,
    );
    assert.match(answer.log, /REPORT [^\n]* MB\tInit Duration: [\d.]+ ms\t\n$/);
  });

  test('a thrown string has the type string', async () => {
    const run = await handlers.node("export const handler = async () => { throw 'a string'; };");
    assert.deepEqual(errorOf(await handlers.invoke(run)), {
      errorType: 'string',
      errorMessage: 'a string',
      trace: [],
    });
  });

  const refused: [string, Record<string, string>, string, string, RegExp][] = [
    [
      'a missing file',
      {},
      'index.handler',
      'Runtime.ImportModuleError',
      /^Error: Cannot find module 'index'\n/,
    ],
    [
      'a missing module',
      { 'index.js': "require('nosuch');" },
      'index.handler',
      'Runtime.ImportModuleError',
      /^Error: Cannot find module 'nosuch'\n/,
    ],
    [
      'a missing export',
      { 'index.mjs': 'export {};' },
      'index.handler',
      'Runtime.HandlerNotFound',
      /^index\.handler is undefined or not exported$/,
    ],
    [
      'a syntax error',
      { 'index.mjs': 'export const = ;' },
      'index.handler',
      'Runtime.UserCodeSyntaxError',
      /^SyntaxError: /,
    ],
    [
      'a handler without a dot',
      { 'index.mjs': '' },
      'index',
      'Runtime.MalformedHandlerName',
      /^Bad handler$/,
    ],
    [
      'an error at the top level',
      { 'index.mjs': "throw new RangeError('at import');" },
      'index.handler',
      'RangeError',
      /^at import$/,
    ],
  ];
  for (const runtime of ['nodejs22.x', 'nodejs24.x']) {
    for (const [what, files, handler, errorType, errorMessage] of refused) {
      test(`${what} is an init error in ${runtime}, told again by the next invocation`, async () => {
        const run = await handlers.add(files, { runtime, handler });
        for (let times = 0; times < 2; times += 1) {
          const answer = await handlers.invoke(run);
          const error = errorOf(answer);
          assert.equal(error['errorType'], errorType);
          assert.match(String(error['errorMessage']), errorMessage);
          assert.match(
            answer.log,
            new RegExp(
              `^INIT_START [\\s\\S]*\\nINIT_REPORT Init Duration: [\\d.]+ ms\\tPhase: init\\tStatus: error\\tError Type: ${errorType}\\n[\\s\\S]*` +
                `\\nINIT_REPORT Init Duration: [\\d.]+ ms\\tPhase: invoke\\tStatus: error\\tError Type: ${errorType}\\n` +
                `START [^\\n]*\\nEND [^\\n]*\\nREPORT [^\\n]* MB\\tStatus: error\\tError Type: ${errorType}\\n$`,
            ),
          );
        }
      });
    }
  }

  test('a handler beyond its time is ended, and the next invocation starts anew', async () => {
    const run = await handlers.node(
      `let count = 0;
       export const handler = async (event) => {
         count += 1;
         while (event.busy);
         return count;
       };`,
      { timeout: 1 },
    );
    assert.equal((await handlers.invoke(run)).value, 1);
    const answer = await handlers.invoke(run, { busy: true });
    assert.deepEqual(errorOf(answer), {
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${answer.requestId} Error: Task timed out after 1.00 seconds`,
    });
    const id = answer.requestId;
    assert.match(
      answer.log,
      new RegExp(`\\n\\d{4}-\\S+Z ${id} Task timed out after 1\\.00 seconds\\n\\n`),
    );
    assert.match(
      answer.log,
      /\tDuration: 1000\.00 ms\tBilled Duration: 1000 ms\t[^\n]*\tStatus: timeout\n$/,
    );
    assert.equal((await handlers.invoke(run)).value, 1);
  });

  const exits: [string, string, string][] = [
    ['an exit without a status', 'process.exit(0)', 'Runtime exited without providing a reason'],
    ['an exit with a status', 'process.exit(127)', 'Runtime exited with error: exit status 127'],
    [
      'a signal',
      "process.kill(process.pid, 'SIGKILL')",
      'Runtime exited with error: signal: killed',
    ],
    [
      'another signal',
      "process.kill(process.pid, 'SIGTERM')",
      'Runtime exited with error: signal: terminated',
    ],
  ];
  for (const [what, statement, reason] of exits) {
    test(`${what} is an exit error, and the next invocation starts anew`, async () => {
      const run = await handlers.node(
        `export const handler = async (event) => {
           if (!event.leave) return 'fine';
           ${statement};
           await new Promise((resolve) => setTimeout(resolve, 5000));
         };`,
      );
      await handlers.invoke(run);
      const answer = await handlers.invoke(run, { leave: true });
      const errorMessage = `RequestId: ${answer.requestId} Error: ${reason}`;
      assert.deepEqual(errorOf(answer), { errorType: 'Runtime.ExitError', errorMessage });
      assert(
        answer.log.includes(`\n${errorMessage}\nRuntime.ExitError\nEND RequestId: `),
        answer.log,
      );
      assert(answer.log.endsWith('\tStatus: error\tError Type: Runtime.ExitError\n'), answer.log);
      assert.equal((await handlers.invoke(run)).value, 'fine');
    });
  }

  test('an exit while loading is an exit error', async () => {
    for (const run of [
      await handlers.node('process.exit(3);'),
      await handlers.python('import sys\nsys.exit(3)\n'),
    ]) {
      const answer = await handlers.invoke(run);
      assert.deepEqual(errorOf(answer), {
        errorType: 'Runtime.ExitError',
        errorMessage: `RequestId: ${answer.requestId} Error: Runtime exited with error: exit status 3`,
      });
    }
  });

  test('an exit of a Python handler is an exit error', async () => {
    const run = await handlers.python(
      'import sys\ndef handler(event, context):\n    sys.exit(event)\n',
    );
    const answer = await handlers.invoke(run, 0);
    assert.match(
      String(errorOf(answer)['errorMessage']),
      /Runtime exited without providing a reason$/,
    );
    const status = await handlers.invoke(run, 4);
    assert.match(String(errorOf(status)['errorMessage']), /exit status 4$/);
  });

  test('a heap beyond the memory of the function is out of memory', async () => {
    const run = await handlers.node(
      `export const handler = async () => {
         const kept = [];
         while (true) kept.push(new Array(100_000).fill(1.5));
       };`,
      { timeout: 20 },
    );
    const answer = await handlers.invoke(run);
    assert.equal(errorOf(answer)['errorType'], 'Runtime.OutOfMemory');
    assert(answer.log.includes('Max Memory Used: 128 MB'), answer.log);
  });

  test('what a Python or an own runtime holds beyond the memory of the function is out of memory', async function () {
    // Nobody else tells what a process holds.
    if (process.platform !== 'linux') this.skip();
    const python = await handlers.python(
      `
def handler(event, context):
    kept = []
    while event:
        kept.append(bytearray(1024 * 1024))
    return "fine"
`,
      { timeout: 20 },
    );
    const own = await handlers.add(
      {
        bootstrap: `#!${process.execPath}
          const kept = [];
          setInterval(() => kept.push(Buffer.alloc(16 * 1024 * 1024, 1)), 1);
          fetch('http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/next');
        `,
      },
      { runtime: 'provided.al2023', timeout: 20 },
    );
    for (const run of [python, own]) {
      const answer = await handlers.invoke(run, true);
      assert.deepEqual(errorOf(answer), {
        errorType: 'Runtime.OutOfMemory',
        errorMessage: `RequestId: ${answer.requestId} Error: Runtime exited with error: signal: killed`,
      });
      assert(answer.log.includes('Max Memory Used: 128 MB'), answer.log);
    }
    assert.equal((await handlers.invoke(python, false)).value, 'fine');
  });

  test('a floating rejection fails the invocation up to Node.js 22', async () => {
    const run = await handlers.node(
      `export const handler = async () => {
         Promise.reject(new Error('floating'));
         await new Promise((resolve) => setTimeout(resolve, 5000));
       };`,
      { runtime: 'nodejs22.x' },
    );
    const error = errorOf(await handlers.invoke(run));
    assert.equal(error['errorType'], 'Runtime.UnhandledPromiseRejection');
    assert.equal(error['errorMessage'], 'Error: floating');
  });

  test('an exception in a timer fails the invocation up to Node.js 22', async () => {
    const run = await handlers.node(
      `export const handler = () => new Promise(() => {
         setTimeout(() => { throw new RangeError('in a timer'); }, 1);
       });`,
      { runtime: 'nodejs22.x' },
    );
    assert.deepEqual(errorOf(await handlers.invoke(run))['errorMessage'], 'in a timer');
  });

  test('an answer of more than six megabytes is refused, and the environment lives on', async () => {
    const error =
      '{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).","errorType":"Function.ResponseSizeTooLarge"}';
    for (const run of [
      await handlers.node(
        "let n = 0; export const handler = async (size) => ++n && 'a'.repeat(size || n);",
      ),
      await handlers.python(
        'n = 0\ndef handler(size, context):\n    global n\n    n += 1\n    return "a" * (size or n)\n',
      ),
    ]) {
      const answer = await handlers.invoke(run, 6_291_555);
      assert.deepEqual([answer.functionError, answer.text], ['Unhandled', error]);
      assert.equal((await handlers.invoke(run, 6_291_554)).text.length, 6_291_556);
      assert.equal((await handlers.invoke(run, 0)).value, 'aaa');
    }
  });

  test('what JSON cannot hold is an error', async () => {
    for (const [runtime, errorType] of [
      ['nodejs22.x', 'Error'],
      ['nodejs24.x', 'Runtime.JSONStringifyError'],
    ] as const) {
      const run = await handlers.node('export const handler = async () => 1n;', { runtime });
      const error = errorOf(await handlers.invoke(run));
      assert.equal(error['errorType'], errorType);
      assert.equal(error['errorMessage'], 'Unable to stringify response body');
    }
  });

  test('what a handler has started ends with it', async () => {
    const lifeline = await startLifeline();
    const run = await handlers.node(
      `import { spawn } from 'node:child_process';
       const program = "require('node:net').connect(" + ${lifeline.port} + ", '127.0.0.1')";
       export const handler = async () => {
         spawn(process.execPath, ['-e', program], { stdio: 'inherit' });
         await new Promise((resolve) => setTimeout(resolve, 60_000));
       };`,
      { timeout: 1 },
    );
    const started = lifeline.next();
    const answer = handlers.invoke(run);
    const { ended } = await started;
    assert.equal(errorOf(await answer)['errorType'], 'Sandbox.Timedout');
    await ended;
    await lifeline.close();
  });

  test('a daemon ends with the environment that started it', async function () {
    // Nobody else tells what a process has inherited.
    if (process.platform !== 'linux') this.skip();
    const lifeline = await startLifeline();
    const run = await handlers.python(
      `import subprocess, sys
program = "import socket; socket.create_connection(('127.0.0.1', ${lifeline.port})).recv(1)"
def handler(event, context):
    subprocess.Popen([sys.executable, "-c", program], start_new_session=True)
`,
    );
    const started = lifeline.next();
    assert.equal((await handlers.invoke(run)).value, null);
    const { ended } = await started;
    await handlers.executor.retire(run.name);
    await ended;
    await lifeline.close();
  });

  test('a runtime that does not run here is refused in words', async () => {
    const run = await handlers.add({}, { runtime: 'java21' });
    const answer = await handlers.invoke(run);
    const error = errorOf(answer);
    assert.equal(error['errorType'], 'Runtime.InvalidEntrypoint');
    assert.match(String(error['errorMessage']), /java21 functions do not run locally/);
    assert.match(
      answer.log,
      /^INIT_REPORT [^\n]*\tPhase: init\t[^\n]*\nINIT_REPORT [^\n]*\tPhase: invoke\t[^\n]*\nSTART [^\n]*\nRequestId: [^\n]*java21 functions do not run locally[^\n]*\nRuntime\.InvalidEntrypoint\nEND /,
    );
  });

  test('a missing interpreter is named, with the setting that chooses it', async () => {
    const nowhere = join(handlers.scratchFolder, 'nowhere');
    for (const [run, setting] of [
      [await handlers.node('', { interpreter: nowhere }), 'lambdaBench.local.node'],
      [await handlers.python('', { interpreter: nowhere }), 'lambdaBench.local.python'],
    ] as const) {
      const message = String(errorOf(await handlers.invoke(run))['errorMessage']);
      assert(message.includes(nowhere) && message.includes(setting), message);
    }
  });
});

function errorOf({ functionError, value }: Answer): Record<string, unknown> {
  assert.equal(functionError, 'Unhandled');
  assert(typeof value === 'object' && value !== null);
  return { ...value };
}
