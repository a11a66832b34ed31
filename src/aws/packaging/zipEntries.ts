import { UserError } from '../../errors.ts';

/** What a zip's directory says of one entry. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes when unpacked, as the zip says. */
  readonly size: number;
  /** Unix mode with the type of the file; 0 when it was made elsewhere. */
  readonly mode: number;
}

const directoryEnd = 0x06054b50;
const directoryEntry = 0x02014b50;

/**
 * The central directory of a zip, for what unpackers do not tell: links and modes.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12 and 4.3.16
 */
export function zipEntries(zip: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) throw unreadable('it is in the zip64 format');
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index++) {
    if (at + 46 > zip.length || view.getUint32(at, true) !== directoryEntry) {
      throw unreadable('its directory is damaged');
    }
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      view.getUint16(at + offset, true),
    ) as [number, number, number];
    const isUnix = zip[at + 5] === 3;
    entries.push({
      name: new TextDecoder().decode(zip.subarray(at + 46, at + 46 + nameLength)),
      size: view.getUint32(at + 24, true),
      mode: isUnix ? view.getUint32(at + 38, true) >>> 16 : 0,
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

function findEnd(view: DataView): number {
  const longestComment = 0xffff;
  for (
    let at = view.byteLength - 22;
    at >= 0 && at >= view.byteLength - 22 - longestComment;
    at--
  ) {
    if (view.getUint32(at, true) === directoryEnd) return at;
  }
  throw unreadable('it is no zip');
}

function unreadable(why: string): UserError {
  return new UserError(`The deployment package cannot be unpacked: ${why}.`);
}
