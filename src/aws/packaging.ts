/** From what stands in the editor to a deployment package. Failures are `UserError`s. */
export interface Packaging {
  /** What can be told of a function from its source: nothing is packed yet. */
  inspect(path: string): Promise<SourceFacts>;
  /** Packs the source. The same content always gives the same bytes. */
  pack(source: Source, signal?: AbortSignal): Promise<Package>;
  /**
   * A cheap fingerprint (paths, sizes, modification times) of all that `pack` would read.
   * When it has not changed, neither has the package.
   */
  fingerprint(source: Source, signal?: AbortSignal): Promise<string>;
  /** Absolute paths of all files that `pack` would read, as they are on the disk. */
  files(source: Source, signal?: AbortSignal): Promise<readonly string[]>;
  /** The files of a package. Throws for one with links, paths that lead out, or too much in it. */
  unpack(zip: Uint8Array): readonly UnpackedFile[];
}

/** A file of a deployment package. */
export interface UnpackedFile {
  /** Relative, with `/`; leads nowhere but below its folder. */
  readonly path: string;
  readonly content: Uint8Array;
  readonly executable: boolean;
}

/** What a function is made from. Paths are absolute. */
export interface Source {
  /** A handler's file, packed with what it imports relatively; or a folder, packed as a whole. */
  readonly path: string;
  /** Files that look like secrets are left out unless they are named here (paths within the folder, `/`). */
  readonly include?: readonly string[];
  /** The handler that the function has already: the package of a file is made so that it is found. */
  readonly handler?: string | undefined;
}

export interface SourceFacts {
  readonly kind: 'file' | 'folder';
  /** A valid function name made from the file's or folder's name. */
  readonly name: string;
  /** The newest runtime that fits and is open for new functions, e.g. `nodejs24.x`. */
  readonly runtime: string | undefined;
  /** Handlers found in the exports, best first, e.g. `index.handler`. */
  readonly handlers: readonly string[];
}

export interface Package {
  readonly zip: Uint8Array;
  /** Base64 SHA-256 of the zip, as Lambda's CodeSha256. */
  readonly sha256: string;
  /** Paths inside the package. */
  readonly files: readonly string[];
  /** Files that were left out because they look like secrets (paths within the folder). */
  readonly secrets: readonly string[];
  /** Packages that are imported and not installed: left out, a layer may bring them. */
  readonly missing: readonly string[];
}
