import { readdirSync, readFileSync, renameSync } from 'node:fs';

/** Moves a damaged file out of the way, where it can still be looked at, and names it. */
export function setAside(path: string, why: string): void {
  const kept = `${path}${mark}${Date.now()}`;
  try {
    renameSync(path, kept);
    process.stderr.write(
      `Damaged file set aside as ${kept}: ${why}. It counts as gone until it is mended and has its name back.\n`,
    );
  } catch (error) {
    process.stderr.write(`Damaged file ${path} is passed over: ${why}; ${describe(error)}\n`);
  }
}

/**
 * What is wrong with a file that could not be read, or made no sense; undefined when it is not there.
 * Throws the error when it is no fault of the file's, e.g. too many open ones.
 */
export function damageOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return undefined;
  const passing = ['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EINTR', 'EBUSY'];
  if (passing.includes(String(code))) throw error;
  return describe(error);
}

/**
 * The JSON of a file, as `check` takes it; undefined when there is no file. One that is no JSON, or
 * that `check` throws at, is set aside.
 */
export function readOrSetAside<T>(path: string, check: (content: unknown) => T): T | undefined {
  try {
    return check(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const damage = damageOf(error);
    if (damage !== undefined) setAside(path, damage);
    return undefined;
  }
}

export function hasSetAside(folder: string): boolean {
  return readdirSync(folder).some((name) => name.includes(mark));
}

const mark = '.damaged-';

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
