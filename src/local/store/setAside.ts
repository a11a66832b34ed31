import { readdirSync, readFileSync, renameSync } from 'node:fs';

/** Moves a damaged file out of the way, where it can still be looked at, and names it. */
export function setAside(path: string, why: string): void {
  const kept = `${path}${mark}${Date.now()}`;
  renameSync(path, kept);
  process.stderr.write(`Damaged file set aside as ${kept}: ${why}\n`);
}

/**
 * The JSON of a file, as `check` takes it; undefined when there is no file. One that is no JSON, or
 * that `check` throws at, is set aside.
 */
export function readOrSetAside<T>(path: string, check: (content: unknown) => T): T | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return check(JSON.parse(text));
  } catch (error) {
    setAside(path, error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

export function hasSetAside(folder: string): boolean {
  return readdirSync(folder).some((name) => name.includes(mark));
}

const mark = '.damaged-';
