import { crc32 } from 'node:zlib';

/** What came is no zip archive, or one that must not be unpacked. */
export class BadArchiveError extends Error {
  override readonly name = 'BadArchiveError';
}

export class OversizedArchiveError extends Error {
  override readonly name = 'OversizedArchiveError';
  readonly limit: number;

  constructor(limit: number) {
    super(`The archive unpacks to more than ${limit} bytes.`);
    this.limit = limit;
  }
}

/** An entry of an archive, still packed. */
export interface ArchiveEntry {
  /** Relative, with `/`, without `.` or `..`. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link';
  /** Whether somebody may execute it. */
  readonly executable: boolean;
  readonly method: 'stored' | 'deflated';
  readonly packed: Uint8Array;
  /** Bytes when unpacked, as the archive claims. */
  readonly size: number;
  readonly checksum: number;
}

/**
 * Reads the archive's directory, see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT.
 * Nothing is unpacked. Throws a BadArchiveError, or an OversizedArchiveError by what it claims.
 */
export function readArchive(zip: Uint8Array, limit: number): ArchiveEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  try {
    const entries = readDirectory(zip, view);
    const total = entries.reduce((sum, { size }) => sum + size, 0);
    if (total > limit) throw new OversizedArchiveError(limit);
    return entries;
  } catch (error) {
    // Reading beyond the end is how a cut or false archive shows.
    if (error instanceof RangeError)
      throw new BadArchiveError('The archive is cut.', { cause: error });
    throw error;
  }
}

/** Whether unpacked bytes are those that were packed. */
export function isWhole(entry: ArchiveEntry, content: Uint8Array): boolean {
  return content.byteLength === entry.size && crc32(content) === entry.checksum;
}

/** Far more than any package has. */
const mostEntries = 200_000;

const directoryEnd = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
const largeEnd = 0x06064b50;
const largeLocator = 0x07064b50;
/** In place of a number that is too large for its field. */
const elsewhere = 0xffffffff;
/** Contents, strongly, or the directory. */
const encrypted = 0x2041;

function readDirectory(zip: Uint8Array, view: DataView): ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  const { count, start } = findDirectory(view);
  if (count > mostEntries) throw new BadArchiveError('It has too many entries.');
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(at, true) !== directoryEntry) throw new BadArchiveError('No such entry.');
    entries.push(readEntry(zip, view, at));
    at +=
      46 +
      view.getUint16(at + 28, true) +
      view.getUint16(at + 30, true) +
      view.getUint16(at + 32, true);
  }
  return entries;
}

/** Of large archives, and of some tools' small ones, in a place of its own before the end. */
function findDirectory(view: DataView): { count: number; start: number } {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (count !== 0xffff && start !== elsewhere) return { count, start };
  if (view.getUint32(end - 20, true) !== largeLocator) return { count, start };
  const large = longAt(view, end - 12);
  if (view.getUint32(large, true) !== largeEnd) throw new BadArchiveError('No such directory.');
  return { count: longAt(view, large + 32), start: longAt(view, large + 48) };
}

/** Numbers that do not fit stand in a field of their own, in the order of those that are missing. */
function largeNumbers(view: DataView, at: number, fields: readonly number[]): number[] {
  const extra = at + 46 + view.getUint16(at + 28, true);
  const end = extra + view.getUint16(at + 30, true);
  let from = extra;
  while (from < end && view.getUint16(from, true) !== 1) from += 4 + view.getUint16(from + 2, true);
  let next = from + 4;
  return fields.map((field) => {
    const number = view.getUint32(field, true);
    if (number !== elsewhere || from >= end) return number;
    next += 8;
    return longAt(view, next - 8);
  });
}

/** Offsets and sizes that no archive here can have are as good as cut. */
function longAt(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

/** It stands last, but for a comment of at most 65535 bytes. */
function findEnd(view: DataView): number {
  const earliest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= earliest; at -= 1) {
    if (view.getUint32(at, true) === directoryEnd) return at;
  }
  throw new BadArchiveError('It is no zip archive.');
}

function readEntry(zip: Uint8Array, view: DataView, at: number): ArchiveEntry {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  if ((flags & encrypted) !== 0) throw new BadArchiveError('It is encrypted.');
  if (method !== 0 && method !== 8) throw new BadArchiveError('It is packed in an unknown way.');
  const [size = 0, packedSize = 0, header = 0] = largeNumbers(view, at, [
    at + 24,
    at + 20,
    at + 42,
  ]);
  const nameLength = view.getUint16(at + 28, true);
  const name = decodeName(zip.subarray(at + 46, at + 46 + nameLength));
  if (view.getUint32(header, true) !== localHeader) throw new BadArchiveError('No such file.');
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (start + packedSize > zip.byteLength) throw new BadArchiveError('It is cut.');
  const mode = modeOf(view, at);
  return {
    path: safePath(name),
    kind: kindOf(name, mode),
    executable: (mode & 0o111) !== 0,
    method: method === 0 ? 'stored' : 'deflated',
    packed: zip.subarray(start, start + packedSize),
    size,
    checksum: view.getUint32(at + 16, true),
  };
}

/** Unix modes stand in the upper half of the attributes, when a Unix system (3) made the archive. */
function modeOf(view: DataView, at: number): number {
  return view.getUint8(at + 5) === 3 ? view.getUint32(at + 38, true) >>> 16 : 0;
}

function kindOf(name: string, mode: number): ArchiveEntry['kind'] {
  if ((mode & 0o170000) === 0o120000) return 'link';
  return name.endsWith('/') ? 'folder' : 'file';
}

function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

/** An archive stays in its folder: names that lead out of it, on any system, are refused. */
function safePath(name: string): string {
  const parts = name.split(/[\\/]/);
  if (process.platform === 'win32') refuseDevices(name, parts);
  const leadsOut = parts.includes('..') || /^([\\/]|[A-Za-z]:)/.test(name) || name.includes('\0');
  if (leadsOut) throw new BadArchiveError(`The entry ${name} leads out of the archive.`);
  return name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** Names that Windows keeps for devices and streams, or silently changes. */
function refuseDevices(name: string, parts: readonly string[]): void {
  const device = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
  if (parts.some((part) => device.test(part.trim()) || /[<>:"|?*]|[^.][. ]+$/.test(part))) {
    throw new BadArchiveError(`Windows has no files of the name ${name}.`);
  }
}
