import { renameSync } from 'node:fs';

/** Moves a damaged file out of the way, where it can still be looked at, and names it. */
export function setAside(path: string, why: string): void {
  const kept = `${path}.damaged-${Date.now()}`;
  renameSync(path, kept);
  process.stderr.write(`Damaged file set aside as ${kept}: ${why}\n`);
}
