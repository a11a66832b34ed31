import assert from 'node:assert/strict';
import { ownFrames } from '../../src/aws/stackFrames.ts';

suite('the frames of a stack', () => {
  test('of the runtime are left out of Node’s and counted', () => {
    const own = ['TypeError: bad', 'of two lines', '    at f (/var/task/a.mjs:1:2)'];
    const foreign = [
      '    at Runtime.handle (file:///var/runtime/index.mjs:1173:29)',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
    ];
    assert.deepEqual(ownFrames([...own, ...foreign]), { lines: own, hidden: 2 });
    const between = [own[0], foreign[0], own[2]].map((line) => line ?? '');
    assert.deepEqual(ownFrames(between).lines, [own[0], own[2]]);
  });

  test('of Python go with the line of code below them', () => {
    const own = ['  File "/var/task/index.py", line 3, in handler', '    return load()'];
    const foreign = [
      '  File "/var/runtime/bootstrap.py", line 9, in run',
      '    handler()',
      '    ~~~~~~~^^',
    ];
    assert.deepEqual(ownFrames([...foreign, ...own, 'ValueError: bad']), {
      lines: [...own, 'ValueError: bad'],
      hidden: 1,
    });
  });

  test('are whole where none is the person’s own, or none the runtime’s', () => {
    const foreign = ['Runtime.ImportModuleError: no', '    at load (/var/runtime/index.mjs:1:1)'];
    assert.deepEqual(ownFrames(foreign), { lines: foreign, hidden: 0 });
    const own = ['    at f (/var/task/a.mjs:1:2)'];
    assert.deepEqual(ownFrames(own), { lines: own, hidden: 0 });
    assert.deepEqual(ownFrames([]), { lines: [], hidden: 0 });
  });

  test('may be in what a message says', () => {
    const lines = ['Error: see /var/runtime/x', '    at f (/var/task/a.mjs:1:2)'];
    assert.deepEqual(ownFrames(lines), { lines, hidden: 0 });
  });
});
