// Ends what the endpoint leaves behind when it is killed: handlers (busy loops too) and their folders.
//   node guardian.cjs [PID FOLDER]…
// Reads further environments, one per line, `+ PID FOLDER` or `- PID`, and acts when its input ends.
'use strict';

const { spawnSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const { createInterface } = require('node:readline');

const folders = new Map();
const known = process.argv.slice(2);
while (known.length > 0) folders.set(Number(known.shift()), known.shift());

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [, sign, pid, folder] = /^([+-]) (\d+) ?(.*)$/.exec(line) ?? [];
    if (sign === '+') folders.set(Number(pid), folder);
    else folders.delete(Number(pid));
  })
  .on('close', () => {
    for (const [pid, folder] of folders) {
      endProcessTree(pid);
      rmSync(folder, { recursive: true, force: true });
    }
  });

function endProcessTree(pid) {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
