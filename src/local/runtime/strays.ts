import { readdir, readFile } from 'node:fs/promises';

/**
 * Ends what left the process group of its handler, as daemons do: it is known by the TMPDIR that it has
 * inherited from an environment whose folder is one of these. Only Linux tells.
 */
export async function endStrays(environmentFolders: readonly string[]): Promise<void> {
  if (process.platform !== 'linux' || environmentFolders.length === 0) return;
  const marks = environmentFolders.map((folder) => `\0TMPDIR=${folder}/`);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  await Promise.all(
    pids.map(async (pid) => {
      try {
        const variables = `\0${await readFile(`/proc/${pid}/environ`, 'latin1')}`;
        if (marks.some((mark) => variables.includes(mark))) process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It has ended, or is somebody else's.
      }
    }),
  );
}
