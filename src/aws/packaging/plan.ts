import type { Stats } from 'node:fs';

/** One file of a package, before anything of it is read. */
export interface PlannedFile {
  /** Path inside the package, with `/`. */
  readonly path: string;
  /** Absolute path of the file it is made from; undefined for what the packer adds. */
  readonly from: string | undefined;
  /** Bytes, of `content` where there is one. */
  readonly size: number;
  /** Modification time in ms. */
  readonly modified: number;
  readonly executable: boolean;
  /** What is packed instead of the file's own bytes. */
  readonly content?: Uint8Array;
}

/** All that goes into a package, and all that had a say in it. */
export interface Plan {
  readonly files: readonly PlannedFile[];
  /** Left out because they look like secrets: paths inside the package. */
  readonly secrets: readonly string[];
  /** Packages that are imported and not installed. */
  readonly missing: readonly string[];
  /** Absolute paths of further files that decided what is packed, e.g. ignore files. */
  readonly decidedBy: readonly string[];
}

export function plannedFile(path: string, from: string, stats: Stats): PlannedFile {
  return {
    path,
    from,
    size: stats.size,
    modified: stats.mtimeMs,
    executable: (stats.mode & 0o100) !== 0,
  };
}

/** The planned file with other content, under another name if one is given. */
export function withContent(file: PlannedFile, text: string, path = file.path): PlannedFile {
  const content = Buffer.from(text);
  return { ...file, path, content, size: content.length };
}

/** A file that exists in the package only. */
export function addedFile(path: string, text: string): PlannedFile {
  const content = Buffer.from(text);
  return { path, from: undefined, size: content.length, modified: 0, executable: false, content };
}
