// Ends what the endpoint leaves behind when it is killed: handlers (busy loops too) and their folders.
//   node guardian.cjs [PID FOLDER]…
// Reads further environments, one per line, `+ PID FOLDER` or `- PID`, and acts when its input ends.
'use strict';

const { spawnSync } = require('node:child_process');
const { readdirSync, readFileSync, rmSync } = require('node:fs');
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
    for (const pid of folders.keys()) endProcessTree(pid);
    endStrays();
    for (const folder of folders.values()) {
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

/** What left the group of its handler, as daemons do, has the TMPDIR of its environment. Only Linux tells. */
function endStrays() {
  if (process.platform !== 'linux' || folders.size === 0) return;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const variables = `\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}`;
      const isStray = [...folders.values()].some((folder) =>
        variables.includes(`\0TMPDIR=${folder}/`),
      );
      if (isStray) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended, or is somebody else's.
    }
  }
}
