import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identifyProcess, isRunning, type ProcessIdentity } from '../processIdentity.ts';
import { damageOf, setAside } from './setAside.ts';

/** The data folder is in use by another process. */
export class FolderHeldError extends Error {
  override readonly name = 'FolderHeldError';
}

/**
 * Takes the data folder for this process alone; answers how to give it back. A lock whose process is
 * gone does not count. Throws a FolderHeldError that says who holds it.
 */
export function lockDataFolder(folder: string): () => void {
  const path = join(folder, 'lock');
  const own = JSON.stringify(identifyProcess(process.pid));
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (claim(path, own)) return () => release(path, own);
    const found = read(path);
    if (found === undefined) continue;
    const holder = readHolder(found);
    if (holder !== undefined && isRunning(holder)) throw held(folder, holder);
    removeStale(path, found);
  }
  throw new FolderHeldError(
    `The lock of ${folder} could not be taken: too many processes want it. Try again.`,
  );
}

/** Linking a finished file is atomic, and fails when the name is taken. */
function claim(path: string, own: string): boolean {
  const draft = `${path}.${randomUUID()}.tmp`;
  writeFileSync(draft, own, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return read(path) === own;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Removes the lock if it is still the stale one. One process at a time: a lock that was renewed
 * meanwhile must never be absent, not even for a moment, or a third process could claim it too.
 */
function removeStale(path: string, expected: string): void {
  const guard = `${path}.removing`;
  try {
    writeFileSync(guard, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    // Removing takes no time: whoever has been at it for so long has died.
    if (age > 10_000) rmSync(guard, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    return;
  }
  try {
    if (read(path) === expected) rmSync(path, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

function release(path: string, own: string): void {
  if (read(path) === own) rmSync(path, { force: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const damage = damageOf(error);
    if (damage !== undefined) setAside(path, damage);
    return undefined;
  }
}

function readHolder(content: string): ProcessIdentity | undefined {
  try {
    const { pid, started }: { pid?: unknown; started?: unknown } = Object(JSON.parse(content));
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : undefined;
  } catch {
    return undefined;
  }
}

function held(folder: string, holder: ProcessIdentity): FolderHeldError {
  const where = endpointOf(folder, holder.pid);
  return new FolderHeldError(
    `The data folder ${folder} is in use by process ${holder.pid}${where}. Use that endpoint, end the process, or name another folder with --data.`,
  );
}

function endpointOf(folder: string, pid: number): string {
  try {
    const text = readFileSync(join(folder, 'endpoint.json'), 'utf8');
    const found: { pid?: unknown; endpoint?: unknown } = Object(JSON.parse(text));
    return found.pid === pid ? `, which answers at ${found.endpoint}` : '';
  } catch {
    return '';
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
