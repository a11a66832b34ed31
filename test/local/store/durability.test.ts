import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleEndpoint } from '../../support/bundleEndpoint.ts';
import { createRunner, localClients } from '../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/localEndpoint.ts';
import { FunctionWriter, RoleWriter, type Writer } from './support/writers.ts';

suite('What was acknowledged', () => {
  let folder: string;
  let script: string;
  const started: LocalEndpoint[] = [];

  suiteSetup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lambda-bench-'));
    script = await bundleEndpoint(folder);
  });

  suiteTeardown(async () => {
    await Promise.all(started.map((endpoint) => endpoint.kill()));
    await rm(folder, { recursive: true, force: true });
  });

  test('is there and whole after each of 200 kills in the middle of writes', async function () {
    this.timeout(300_000);
    // Several accounts at once: a start is mostly waiting for the processor and the disk by turns.
    const accounts = ['a', 'b', 'c', 'd'].map((account) => killOften(join(folder, account), 50));
    // Each to its end, so that none starts anything after a failure of another.
    for (const outcome of await Promise.allSettled(accounts)) {
      if (outcome.status === 'rejected') throw outcome.reason;
    }
  });

  async function killOften(dataFolder: string, kills: number): Promise<void> {
    const writers: Writer[] = [0, 1, 2].flatMap((id) => [
      new RoleWriter(`role-${id}`),
      new FunctionWriter(`function-${id}`),
    ]);
    const first = await start(dataFolder);
    await createRunner(localClients(first).iam);
    await first.stop();
    for (let kill = 0; kill < kills; kill += 1) {
      const endpoint = await start(dataFolder);
      await checkAll(endpoint, writers);
      await writeUntilKilled(endpoint, writers, 1 + Math.floor(Math.random() * 20));
    }
    const endpoint = await start(dataFolder);
    await checkAll(endpoint, writers);
    await endpoint.stop();
    assert.ok(writers.every(({ acknowledged }) => acknowledged > kills / 10));
  }

  async function start(dataFolder: string): Promise<LocalEndpoint> {
    const env = { NODE_COMPILE_CACHE: join(folder, 'compiled') };
    const endpoint = await startLocalEndpoint({ dataFolder, script, env });
    started.push(endpoint);
    return endpoint;
  }

  async function checkAll(endpoint: LocalEndpoint, writers: readonly Writer[]): Promise<void> {
    const clients = localClients(endpoint);
    await Promise.all(writers.map((writer) => writer.check(clients)));
    assert.equal(endpoint.stderr(), '');
  }

  /** Kills the process right after so many acknowledgements, while other writes are on their way. */
  async function writeUntilKilled(
    endpoint: LocalEndpoint,
    writers: readonly Writer[],
    acknowledgements: number,
  ): Promise<void> {
    const clients = localClients(endpoint);
    let left = acknowledgements;
    const work = async (writer: Writer) => {
      while (await writer.write(clients)) {
        left -= 1;
        if (left === 0) await endpoint.kill();
      }
    };
    await Promise.all(writers.map(work));
    await endpoint.ended;
  }
});
