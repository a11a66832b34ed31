import { constants, existsSync } from 'node:fs';
import { access, open } from 'node:fs/promises';

/**
 * Why the system cannot execute a file, in the words of AWS' platform; undefined where it can, and
 * where only the start itself tells. Node.js would have the shell run a file of no known format.
 */
export async function whyNotExecuted(file: string): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  try {
    await access(file, constants.X_OK);
    return isExecutableFormat(await beginningOf(file)) ? undefined : 'exec format error';
  } catch {
    return 'permission denied';
  }
}

/** What the system says when it cannot start a process, as AWS' platform says it. */
export function spawnFailure(command: string, failure: unknown): string {
  const { code, message }: { code?: unknown; message?: unknown } = Object(failure);
  return `fork/exec ${command}: ${reasons[String(code)] ?? String(message)}`;
}

const reasons: Readonly<Record<string, string>> = {
  E2BIG: 'argument list too long',
  EACCES: 'permission denied',
  ENOENT: 'no such file or directory',
  ENOEXEC: 'exec format error',
};

async function beginningOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function isExecutableFormat(beginning: Buffer): boolean {
  if (beginning.toString('latin1', 0, 2) === '#!') return true;
  // Elsewhere programs have other forms; but none is a text.
  if (process.platform !== 'linux') return beginning.includes(0);
  const isElf = beginning.length === 64 && beginning.toString('latin1', 0, 4) === '\x7fELF';
  return isElf && (!isForeign(beginning.readUInt16LE(18)) || runsForeign());
}

/** How programs name the architectures that Lambda has. */
const machines: Readonly<Record<string, number>> = { arm64: 183, x64: 62 };

function isForeign(machine: number): boolean {
  return machine !== machines[process.arch] && Object.values(machines).includes(machine);
}

/** Whether Linux has been told of an emulator. */
function runsForeign(): boolean {
  return ['qemu-aarch64', 'qemu-x86_64', 'rosetta'].some((name) =>
    existsSync(`/proc/sys/fs/binfmt_misc/${name}`),
  );
}
