import type { Package } from '../../aws/packaging.ts';

/** E.g. `3 files, 1.2 KB`, and what the package lacks. */
export function packageInWords({ files, zip, missing }: Package): string {
  const count = files.length === 1 ? '1 file' : `${files.length} files`;
  const size = `${count}, ${sizeInWords(zip.byteLength)}`;
  return missing.length === 0
    ? size
    : `${size}, without ${missing.join(', ')} (imported but not installed: install it, or let a layer bring it)`;
}

function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
