import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { findBoto3 } from '../../scripts/boto3.ts';
import { onPath } from '../../scripts/vscode/executable.ts';
import { copyAsCode } from '../../src/commands/copyAsCode.ts';
import type { NewEntry } from '../../src/history/entry.ts';
import { newEntry } from '../support/historyEntries.ts';
import { createRunning } from '../support/nodeFunction.ts';
import { choose } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const run = promisify(execFile);

/** Answers with what it was given, so that a byte too many or too few is seen. */
const source = `export const handler = async (event, { clientContext, functionVersion }) =>
  ({ event, custom: clientContext?.custom, functionVersion });`;

/** Everything that a shell, a program or JSON may take for something else. */
const nasty = {
  text: `it's "quoted" \\n $HOME \`id\` $(id) %PATH% !! ; & | < > * ? ~ # {a,b} \t \u0007 é 😀 \u2028`,
  number: '@',
};

suite('an invocation copied as code', () => {
  let bench: TestBench;
  let opened: TestApp;
  let empty: string;

  suiteSetup(async () => {
    bench = await startTestBench();
    empty = await mkdtemp(join(tmpdir(), 'lambda-bench-copied-'));
    await createRunning(bench.account, 'orders', source);
  });
  suiteTeardown(async () => {
    await rm(empty, { recursive: true, force: true });
    await bench.close();
  });
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  function entry(differences: Partial<NewEntry['request']> = {}, event: unknown = nasty): NewEntry {
    const { accountId, region, endpoint } = bench.account.target;
    return newEntry({
      place: { connection: 'local', accountId, region, endpoint },
      payload: Buffer.from(JSON.stringify(event)),
      request: {
        ...{ path: undefined, functionName: 'orders', qualifier: '$LATEST' },
        ...{ type: 'RequestResponse', options: { clientContext: '{"custom":{"who":"me"}}' } },
        ...differences,
      },
    });
  }

  async function copied(as: string, kept: NewEntry, shell = '/bin/bash'): Promise<string> {
    const history = await opened.app.history();
    await history.record(kept);
    const [newest] = await history.list();
    opened.prompts.expect(choose('Copy the invocation of orders as', as));
    await copyAsCode({ ...opened.app, shell: () => shell }, { id: newest?.id });
    const text = opened.copied() ?? '';
    for (const secret of [bench.endpoint.accessKeyId, bench.endpoint.secretAccessKey]) {
      assert.ok(!text.includes(secret), text);
    }
    return text;
  }

  /** The local account's keys, and nobody's own settings. */
  const environment = () => ({
    ...process.env,
    AWS_ACCESS_KEY_ID: bench.endpoint.accessKeyId,
    AWS_SECRET_ACCESS_KEY: bench.endpoint.secretAccessKey,
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_CONFIG_FILE: join(empty, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(empty, 'credentials'),
  });

  async function execute(program: string, ...args: string[]): Promise<string> {
    const cwd = resolve(import.meta.dirname, '../..');
    const { stdout } = await run(program, args, { cwd, env: environment() });
    return stdout;
  }

  /** `/dev/stdout` can be opened as a file where it is a terminal or a pipe, not a socket as here. */
  const piped = (command: string, shell: string) =>
    shell === 'fish' ? `begin\n${command}end | cat` : `{ ${command}} | cat`;

  const expected = (event: unknown) =>
    JSON.stringify({ event, custom: { who: 'me' }, functionVersion: '$LATEST' });
  const large = { ...nasty, padding: 'x'.repeat(100_000) };

  /** What is there of these; the output says what is not. */
  function installed<T extends string>(...programs: readonly T[]): readonly T[] {
    const missing = programs.filter((program) => !onPath(program));
    if (missing.length > 0) console.log(`Not run, not installed here: ${missing.join(', ')}`);
    return programs.filter((program) => !missing.includes(program));
  }

  for (const shell of installed('bash', 'dash', 'zsh', 'fish')) {
    for (const tool of installed('aws', 'curl')) {
      const label = tool === 'aws' ? 'AWS CLI' : tool;
      test(`does the same by ${label} in ${shell}, a large payload from a file too`, async function () {
        this.timeout(60_000);
        for (const event of [nasty, large]) {
          const command = await copied(label, entry({}, event), `/usr/bin/${shell}`);
          const output = await execute(shell, '-c', piped(command, shell));
          assert.ok(output.startsWith(expected(event)), output);
        }
      });
    }
  }

  test('curl signs with temporary credentials, and leaves a token out that is not there', async () => {
    const kept = entry();
    const elsewhere = { ...kept, place: { ...kept.place, connection: 'prod' } };
    const command = await copied('curl', elsewhere);
    assert.ok((await execute('bash', '-c', command)).startsWith(expected(nasty)));
    const { stdout } = await run('bash', ['-c', command], {
      env: { ...environment(), AWS_SESSION_TOKEN: 'not-one' },
    });
    assert.match(stdout, /security token included in the request is invalid/);
  });

  test('does the same by the SDK for JavaScript', async () => {
    for (const event of [nasty, large]) {
      const code = await copied('JavaScript', entry({}, event));
      const output = await execute(process.execPath, '--input-type=module', '--eval', code);
      assert.equal(output, `200  ${expected(event)}\n`);
    }
  });

  test('does the same by boto3', async function () {
    this.timeout(60_000);
    const found = findBoto3();
    if (found === undefined) {
      console.log('Not run: python3 has no boto3 that is new enough.');
      return;
    }
    for (const event of [nasty, large]) {
      const file = join(empty, 'copied.py');
      await writeFile(file, await copied('Python', entry({}, event)));
      assert.equal((await execute('python3', file)).normalize(), `200  ${expected(event)}\n`);
    }
  });

  test('queued events and dry runs stay what they were', async function () {
    this.timeout(60_000);
    const event = await copied('JavaScript', entry({ type: 'Event', options: {} }));
    assert.equal(
      await execute(process.execPath, '--input-type=module', '--eval', event),
      '202  \n',
    );
    const dryRun = await copied('AWS CLI', entry({ type: 'DryRun', options: {} }));
    assert.match(await execute('bash', '-c', piped(dryRun, 'bash')), /"StatusCode": 204/);
  });

  test('takes the own file of the payload as long as it holds the same bytes', async () => {
    const path = await opened.write('event.json', JSON.stringify(large));
    const kept = entry({ path }, large);
    assert.ok((await copied('curl', kept)).includes(`--data-binary '@${path}'`));
    await writeFile(path, '{"changed":true}');
    const command = await copied('curl', kept);
    const [, file = ''] = /--data-binary '@([^']+)'/.exec(command) ?? [];
    assert.ok(file.startsWith(opened.historyFolder), command);
    assert.deepEqual(await readFile(file), Buffer.from(kept.payload));
  });

  test('is in the words of shells that are not here to run it', async () => {
    const path = await opened.write('event.json', JSON.stringify({ a: 1 }));
    const kept = entry({ path, qualifier: undefined, options: {} }, { a: 1 });
    const elsewhere = {
      ...kept,
      place: { ...kept.place, connection: 'prod', endpoint: undefined },
    };
    const pwsh = await copied('curl', elsewhere, 'C:\\Program Files\\PowerShell\\7\\pwsh.exe');
    assert.equal(
      pwsh,
      [
        'curl.exe -sS',
        "--aws-sigv4 'aws:amz:us-east-1:lambda'",
        '--user "$($env:AWS_ACCESS_KEY_ID):$($env:AWS_SECRET_ACCESS_KEY)"',
        `@(if ($env:AWS_SESSION_TOKEN) { '-H', "X-Amz-Security-Token: $($env:AWS_SESSION_TOKEN)" })`,
        "-H 'Content-Type: application/json'",
        "-H 'X-Amz-Invocation-Type: RequestResponse'",
        `--data-binary '@${path}'`,
        "'https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/orders/invocations'\n",
      ].join(' `\n  '),
    );
    const cmd = await copied('AWS CLI', elsewhere, 'C:\\Windows\\System32\\cmd.exe');
    assert.equal(
      cmd,
      [
        'aws lambda invoke',
        ...['--region "us-east-1"', '--function-name "orders"'],
        `--payload "fileb://${path}"`,
        'response.json\n',
      ].join(' ^\n  '),
    );
    const fish = await copied('curl', elsewhere, '/usr/bin/fish');
    assert.match(fish, /--user "\$AWS_ACCESS_KEY_ID:\$AWS_SECRET_ACCESS_KEY" \\\n/);
    const nu = await copied('curl', elsewhere, '/usr/bin/nu');
    assert.match(nu, /--user \$"\(\$env\.AWS_ACCESS_KEY_ID\? \| default ""\):/);
  });

  test('needs to know where the invocation went', async () => {
    const history = await opened.app.history();
    await history.record({ ...entry(), place: { ...entry().place, region: undefined } });
    const [newest] = await history.list();
    opened.prompts.expect(choose('Copy the invocation of orders as', 'curl'));
    await assert.rejects(
      copyAsCode(opened.app, { id: newest?.id }),
      /^UserError: The connection local could not be opened for this invocation/,
    );
    assert.equal(opened.copied(), undefined);
  });
});
