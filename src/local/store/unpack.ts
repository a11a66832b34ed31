import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import {
  type ArchiveEntry,
  BadArchiveError,
  isWhole,
  OversizedArchiveError,
  readArchive,
} from './archive.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostUnzipped = 262_144_000;
const atOnce = 16;
/** Files and folders; far more than any package has, far fewer than would fill a file system. */
const mostPaths = 200_000;

/**
 * Unpacks an archive into a new folder. Throws a BadArchiveError or an OversizedArchiveError;
 * the folder is then to be thrown away.
 */
export async function unpack(zip: Uint8Array, folder: string): Promise<void> {
  const entries = readArchive(zip, mostUnzipped);
  const files = await filesOf(entries);
  const folders = foldersOf(entries);
  try {
    await mkdir(folder, { recursive: true });
    for (const path of folders) await mkdir(join(folder, path), { recursive: true });
    for (let start = 0; start < files.length; start += atOnce) {
      const batch = files.slice(start, start + atOnce);
      await Promise.all(batch.map((file) => writeEntry(folder, file)));
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

/** Whether a folder still holds all that the archive does. What else is in it does not matter. */
export async function isUnpacked(zip: Uint8Array, folder: string): Promise<boolean> {
  try {
    for (const { path, source } of await filesOf(readArchive(zip, mostUnzipped))) {
      if (!isWhole(source, await readFile(join(folder, path)))) return false;
    }
    return true;
  } catch {
    return false;
  }
}

/** A file to be written, with the entry that has its content: another one for a link. */
interface UnpackedFile {
  readonly path: string;
  readonly source: ArchiveEntry;
}

/** Of entries with the same name the last counts. */
async function filesOf(entries: readonly ArchiveEntry[]): Promise<UnpackedFile[]> {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const files: UnpackedFile[] = [];
  let size = 0;
  for (const entry of byPath.values()) {
    if (entry.kind === 'folder') continue;
    const source = entry.kind === 'link' ? await followLink(entry, byPath) : entry;
    // Many small links to one large file are a large archive.
    size += source.size;
    if (size > mostUnzipped) throw new OversizedArchiveError(mostUnzipped);
    files.push({ path: entry.path, source });
  }
  return files;
}

function foldersOf(entries: readonly ArchiveEntry[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { kind, path } of entries) {
    for (
      let above = kind === 'folder' ? path : dirname(path);
      above !== '.' && above !== '' && !folders.has(above);
      above = dirname(above)
    ) {
      folders.add(above);
      if (folders.size > mostPaths) throw new BadArchiveError('It has too many folders.');
    }
  }
  return folders;
}

async function writeEntry(folder: string, { path, source }: UnpackedFile): Promise<void> {
  const content = await contentOf(source);
  await writeFile(join(folder, path), content, { mode: source.executable ? 0o755 : 0o644 });
}

/** A link to a file of the archive becomes a copy of it; other links are refused. */
async function followLink(
  link: ArchiveEntry,
  byPath: ReadonlyMap<string, ArchiveEntry>,
): Promise<ArchiveEntry> {
  if (link.size > longestTarget) throw new BadArchiveError(`The link ${link.path} is too long.`);
  const target = Buffer.from(await contentOf(link)).toString();
  const path = join(dirname(link.path), target).replaceAll('\\', '/');
  const found = target.startsWith('/') ? undefined : byPath.get(path);
  if (found?.kind !== 'file') {
    throw new BadArchiveError(`The link ${link.path} does not lead to a file of the archive.`);
  }
  return found;
}

/** Bytes; what systems take at most for a path. */
const longestTarget = 4096;

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
