import assert from 'node:assert/strict';
import { frameReader } from '../../../src/local/runtime/frameReader.ts';

suite('frames', () => {
  test('are read from pieces of any size', () => {
    const bytes = Buffer.concat([frame(1, 'one'), frame(2, ''), frame(0xa55a000f, 'th\nree')]);
    for (let size = 1; size <= bytes.length; size += 1) {
      const frames: [number, string][] = [];
      let text = '';
      const read = frameReader((type, part, last) => {
        text += Buffer.from(part).toString();
        if (last) {
          frames.push([type, text]);
          text = '';
        }
      });
      for (let start = 0; start < bytes.length; start += size) {
        read(bytes.subarray(start, start + size));
      }
      assert.deepEqual(frames, [
        [1, 'one'],
        [2, ''],
        [0xa55a000f, 'th\nree'],
      ]);
    }
  });
});

function frame(type: number, text: string): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32BE(type, 0);
  header.writeUInt32BE(text.length, 4);
  return Buffer.concat([header, Buffer.from(text)]);
}
