import { unzipSync } from 'fflate';
import { messageOf, UserError } from '../../errors.ts';
import type { UnpackedFile } from '../packaging.ts';
import { type ZipEntry, zipEntries } from './zipEntries.ts';

/** Lambda's own limit of a package, unpacked; bytes. */
const mostBytes = 262_144_000;
const mostFiles = 50_000;

/** The files of a package; throws a `UserError` for one that cannot be trusted. */
export function unpack(zip: Uint8Array): readonly UnpackedFile[] {
  const entries = zipEntries(zip);
  check(entries);
  const modes = new Map(entries.map(({ name, mode }) => [name, mode]));
  return Object.entries(inflate(zip))
    .filter(([name]) => !name.endsWith('/'))
    .map(([path, content]) => ({
      path,
      content,
      executable: ((modes.get(path) ?? 0) & 0o111) !== 0,
    }));
}

function check(entries: readonly ZipEntry[]): void {
  if (entries.length > mostFiles) throw refused(`it has more than ${mostFiles} files`);
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (size > mostBytes) throw refused(`it would take ${size} bytes, more than ${mostBytes}`);
  for (const { name, mode } of entries) {
    if ((mode & 0o170000) === 0o120000) throw refused(`${name} is a link`);
    if (leadsOut(name)) throw refused(`the path ${JSON.stringify(name)} leads out of its folder`);
  }
}

/** Drives, streams and backslashes mean something on Windows only, but a package may be unpacked there. */
function leadsOut(name: string): boolean {
  return (
    name === '' ||
    name.startsWith('/') ||
    /[\\:\0]/.test(name) ||
    name.split('/').some((part) => part === '..')
  );
}

function inflate(zip: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(zip);
  } catch (cause) {
    throw new UserError(`The deployment package cannot be unpacked: ${messageOf(cause)}.`, {
      cause,
    });
  }
}

function refused(why: string): UserError {
  return new UserError(`The deployment package was not unpacked: ${why}.`);
}
