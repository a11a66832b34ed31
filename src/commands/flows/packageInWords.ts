import type { Package } from '../../aws/packaging.ts';

/** E.g. `3 files, 1.2 KB`. */
export function packageInWords({ files, zip }: Package): string {
  return `${files.length === 1 ? '1 file' : `${files.length} files`}, ${sizeInWords(zip.byteLength)}`;
}

function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
