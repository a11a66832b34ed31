import { readdirSync, renameSync } from 'node:fs';

/** Moves a damaged file out of the way, where it can still be looked at, and names it. */
export function setAside(path: string, why: string): void {
  const kept = `${path}${mark}${Date.now()}`;
  renameSync(path, kept);
  process.stderr.write(`Damaged file set aside as ${kept}: ${why}\n`);
}

export function hasSetAside(folder: string): boolean {
  return readdirSync(folder).some((name) => name.includes(mark));
}

const mark = '.damaged-';
