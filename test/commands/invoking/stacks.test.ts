import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packaging } from '../../../src/aws/packaging/packer.ts';
import { comparePrevious } from '../../../src/commands/comparePrevious.ts';
import { rememberSource } from '../../../src/commands/flows/sources.ts';
import { invokePayload } from '../../../src/commands/invokePayload.ts';
import { openResponse } from '../../../src/commands/openResponse.ts';
import { formatReport } from '../../../src/views/report.ts';
import { findLinks } from '../../../src/views/resultLinks.ts';
import { startTestBench, type TestApp, type TestBench } from '../../support/testApp.ts';

/** A runtime of a person's own, whose errors have frames in the ways of several languages. */
const bootstrap = `#!${process.execPath}
const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/';
const task = process.env.LAMBDA_TASK_ROOT;
(async () => {
  for (;;) {
    const next = await fetch(api + 'next');
    const id = next.headers.get('lambda-runtime-aws-request-id');
    const stackTrace = [
      task + "/orders.rb:2:in 'Object#load'",
      { label: 'main.handle', path: task + '/main.go', line: 3 },
      task + '/bootstrap: line 4: oops: command not found',
      '/var/runtime/lib/runner.rb:20:in run',
    ];
    await fetch(api + id + '/error', {
      method: 'POST',
      body: JSON.stringify({ errorType: 'Own.Error', errorMessage: 'no', stackTrace }),
    });
  }
})();
`;

interface Made {
  readonly runtime: string;
  readonly handler: string;
  readonly files: Readonly<Record<string, string>>;
}

const functions: Record<string, Made> = {
  node: {
    ...{ runtime: 'nodejs24.x', handler: 'index.handler' },
    files: {
      'index.mjs':
        'import { load } from "./lib/load.mjs";\nexport const handler = async () => load();\n',
      'lib/load.mjs': '\nexport function load() {\n  throw new TypeError("bad thing");\n}\n',
    },
  },
  python: {
    ...{ runtime: 'python3.13', handler: 'index.handler' },
    files: {
      'index.py': 'from lib.load import load\n\ndef handler(event, context):\n    return load()\n',
      'lib/__init__.py': '',
      'lib/load.py': 'def load():\n    raise ValueError("bad thing")\n',
    },
  },
  custom: {
    ...{ runtime: 'provided.al2023', handler: 'orders.handle' },
    files: { bootstrap, 'orders.rb': '\n\n', 'main.go': '\n\n\n' },
  },
};

suite('the stack of a failed function', () => {
  let bench: TestBench;
  let opened: TestApp;

  suiteSetup(async () => {
    bench = await startTestBench();
    const role = (await bench.account.roles.create({ name: 'runs', description: '' })).arn;
    opened = await bench.open();
    for (const [name, { runtime, handler, files }] of Object.entries(functions)) {
      for (const [file, content] of Object.entries(files)) {
        const path = await opened.write(join(name, file), content);
        if (file === 'bootstrap') await chmod(path, 0o755);
      }
      const path = join(opened.folder, name);
      const { zip, sha256 } = await packaging.pack({ path });
      await bench.account.functions.create({
        ...{ name, description: '', runtime, handler, role, memory: 128, timeout: 10, zip },
      });
      const fingerprint = await packaging.fingerprint({ path });
      const source = { path, include: [], leftOut: [], fingerprint, sha256 };
      await rememberSource(opened.app.state, bench.account.target, name, source);
    }
  });
  suiteTeardown(async () => {
    await opened.finish();
    await bench.close();
  });

  async function fail(functionName: string): Promise<string> {
    await invokePayload(opened.app, { payload: null, functionName });
    const report = opened.shown.results.at(-1);
    assert.ok(report);
    const text = formatReport(report);
    assert.match(text, /✖ {2}function error/);
    return text.slice(text.indexOf('── error'), text.indexOf('── log'));
  }

  /** `path:line` of what can be clicked, in order; each is a file of the workspace. */
  function links(section: string): string[] {
    return findLinks(section).flatMap((link) => {
      if (link.kind !== 'file') return [];
      readFileSync(join(opened.folder, link.path));
      return [`${link.path}:${link.line}`];
    });
  }

  test('of Node leads to the sources, its runtime left out', async () => {
    const section = await fail('node');
    assert.match(section, /^── error\nTypeError: bad thing\n/);
    assert.deepEqual(links(section), ['node/lib/load.mjs:3', 'node/index.mjs:2']);
    assert.doesNotMatch(section, /\/var\/runtime|node:internal/);
    assert.match(section, /… \d+ frames? of the runtime: Open Response #\d+ shows (them|it)/);
  });

  test('of Python leads to the sources', async () => {
    const section = await fail('python');
    assert.match(section, /^── error\nValueError: bad thing\n/);
    assert.deepEqual(links(section), ['python/index.py:4', 'python/lib/load.py:2']);
    assert.match(section, /raise ValueError\("bad thing"\)/);
  });

  test('of a runtime of its own leads to the sources in whatever way it writes frames', async () => {
    const section = await fail('custom');
    assert.match(section, /^── error\nOwn\.Error: no\n/);
    assert.deepEqual(links(section), [
      'custom/orders.rb:2',
      'custom/main.go:3',
      'custom/bootstrap:4',
    ]);
    assert.doesNotMatch(section, /\/var\/runtime/);
  });

  test('is whole in the response, and compares with the previous one', async () => {
    await fail('node');
    await openResponse(opened.app);
    assert.match(String(opened.shown.responses.at(-1)?.content), /aws-lambda-ric|\/var\/runtime/);
    await fail('node');
    await comparePrevious(opened.app);
    const [difference] = opened.shown.differences;
    assert.match(String(difference?.left.content), /"errorMessage": "bad thing"/);
    assert.equal(dirname(difference?.left.name ?? ''), '.');
  });
});
