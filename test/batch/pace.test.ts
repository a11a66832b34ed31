import assert from 'node:assert/strict';
import { createPace } from '../../src/batch/pace.ts';

suite('the pace of a batch', () => {
  test('no more are under way than the limit; the next enters when one leaves', async () => {
    const pace = createPace(2);
    const first = await pace.enter();
    await pace.enter();
    let entered = false;
    const third = pace.enter().then((turn) => {
      entered = true;
      return turn;
    });
    await new Promise(setImmediate);
    assert.equal(entered, false);
    first.answered();
    await third;
    assert.equal(entered, true);
  });

  test('a wave of refusals halves it once, the next wave again, and never below one', async () => {
    const pace = createPace(8);
    const wave = async (size: number) => {
      const turns = await Promise.all(Array.from({ length: size }, () => pace.enter()));
      for (const turn of turns) turn.throttled();
    };
    await wave(8);
    assert.equal(pace.limit, 4);
    await wave(4);
    assert.equal(pace.limit, 2);
    await wave(1);
    await wave(1);
    assert.equal(pace.limit, 1);
  });

  test('it grows again by one for as many answers as are under way, up to what was wanted', async () => {
    const pace = createPace(3);
    (await pace.enter()).throttled();
    assert.equal(pace.limit, 1);
    (await pace.enter()).answered();
    assert.equal(pace.limit, 2);
    (await pace.enter()).answered();
    assert.equal(pace.limit, 2);
    (await pace.enter()).answered();
    assert.equal(pace.limit, 3);
    for (let answers = 0; answers < 10; answers += 1) (await pace.enter()).answered();
    assert.equal(pace.limit, 3);
  });
});
