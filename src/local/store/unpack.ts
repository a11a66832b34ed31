import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { type ArchiveEntry, BadArchiveError, isWhole, readArchive } from './archive.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostUnzipped = 262_144_000;
const atOnce = 16;

/**
 * Unpacks an archive into a new folder. Throws a BadArchiveError or an OversizedArchiveError;
 * the folder is then to be thrown away.
 */
export async function unpack(zip: Uint8Array, folder: string): Promise<void> {
  const entries = readArchive(zip, mostUnzipped);
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  try {
    await mkdir(folder, { recursive: true });
    await makeFolders(folder, entries);
    const files = [...byPath.values()].filter(({ kind }) => kind !== 'folder');
    for (let start = 0; start < files.length; start += atOnce) {
      const batch = files.slice(start, start + atOnce);
      await Promise.all(batch.map((entry) => writeEntry(folder, entry, byPath)));
    }
  } catch (error) {
    // A name that is a file here and a folder there, or one that the system does not take.
    const codes = ['EEXIST', 'EISDIR', 'ENOTDIR', 'EINVAL', 'ENAMETOOLONG', 'ENOENT'];
    if (error instanceof Error && 'code' in error && codes.includes(String(error.code))) {
      throw new BadArchiveError(error.message, { cause: error });
    }
    throw error;
  }
}

async function makeFolders(folder: string, entries: readonly ArchiveEntry[]): Promise<void> {
  const paths = entries.map(({ kind, path }) => (kind === 'folder' ? path : dirname(path)));
  for (const path of new Set(paths)) await mkdir(join(folder, path), { recursive: true });
}

async function writeEntry(
  folder: string,
  entry: ArchiveEntry,
  byPath: ReadonlyMap<string, ArchiveEntry>,
): Promise<void> {
  const source = entry.kind === 'link' ? await followLink(entry, byPath) : entry;
  const content = await contentOf(source);
  await writeFile(join(folder, entry.path), content, { mode: source.executable ? 0o755 : 0o644 });
}

/** A link to a file of the archive becomes a copy of it; other links are refused. */
async function followLink(
  link: ArchiveEntry,
  byPath: ReadonlyMap<string, ArchiveEntry>,
): Promise<ArchiveEntry> {
  const target = Buffer.from(await contentOf(link)).toString();
  const path = join(dirname(link.path), target).replaceAll('\\', '/');
  const found = target.startsWith('/') ? undefined : byPath.get(path);
  if (found?.kind !== 'file') {
    throw new BadArchiveError(`The link ${link.path} does not lead to a file of the archive.`);
  }
  return found;
}

const inflate = promisify(inflateRaw);

/** Never unpacks more than the entry claims to hold, which the limit has counted. */
async function contentOf(entry: ArchiveEntry): Promise<Uint8Array> {
  if (entry.size === 0) return new Uint8Array();
  const content = entry.method === 'stored' ? entry.packed : await inflateEntry(entry);
  if (!isWhole(entry, content)) throw new BadArchiveError(`The entry ${entry.path} is damaged.`);
  return content;
}

async function inflateEntry({ packed, size, path }: ArchiveEntry): Promise<Uint8Array> {
  try {
    return await inflate(packed, { maxOutputLength: size });
  } catch (error) {
    throw new BadArchiveError(`The entry ${path} is damaged.`, { cause: error });
  }
}
