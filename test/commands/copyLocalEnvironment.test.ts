import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { copyLocalEnvironment } from '../../src/commands/copyLocalEnvironment.ts';
import { createLocalConnection, type LocalConnection } from '../../src/host/localConnection.ts';
import { startTestBench, type TestBench } from '../support/testApp.ts';

suite('copying the environment of the local endpoint', () => {
  let bench: TestBench;
  let folder: string;
  let connection: LocalConnection;

  suiteSetup(async () => {
    bench = await startTestBench();
    folder = await mkdtemp(join(tmpdir(), 'lambda-bench-data-'));
  });
  suiteTeardown(async () => {
    connection.dispose();
    await bench.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  test('starts the endpoint, and what is pasted makes a tool of AWS use it', async () => {
    const opened = await bench.open();
    const { settings } = opened.app;
    connection = createLocalConnection({
      script: join(import.meta.dirname, '../../src/local/main.ts'),
      settings: () => ({ ...settings(), localDataFolder: folder }),
      trusted: () => true,
      log: () => undefined,
      onRestart: () => undefined,
      onOpen: () => undefined,
    });
    await copyLocalEnvironment({ ...opened.app, local: connection });
    const { target } = await connection.account();
    const tool = `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
      const client = new STSClient();
      console.log(await client.config.region(), (await client.send(new GetCallerIdentityCommand())).Arn);`;
    const script = `${opened.copied()}exec "$0" --input-type=module --eval "$1"`;
    const { stdout } = await promisify(execFile)('sh', ['-c', script, process.execPath, tool], {
      // What a terminal of a person with a profile has.
      env: { PATH: process.env['PATH'], AWS_PROFILE: 'work', AWS_SESSION_TOKEN: 'stale' },
    });
    assert.equal(stdout.trim(), `${target.region} arn:aws:iam::${target.accountId}:root`);
    const [said] = opened.shown.messages;
    assert.match(said?.text ?? '', /uses? the local account at http:\/\/127\.0\.0\.1:\d+/);
    assert.doesNotMatch(said?.text ?? '', /AKIA/);
    await opened.finish();
  });
});
