import assert from 'node:assert/strict';
import { soak } from './soak.ts';

suite('a local endpoint that runs for long', () => {
  test('holds no more after hundreds of invocations, warm and cold, than before', async function () {
    this.timeout(60_000);
    // Linux tells what a process holds.
    if (process.platform !== 'linux') this.skip();
    const rows = await soak({ warm: 200, cold: 10 });
    assert.deepEqual(
      rows.filter(({ after, most }) => after > most),
      [],
    );
  });
});
