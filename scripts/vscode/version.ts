/** A VS Code that tests run in, as its server build comes from npm. */
export interface Version {
  /** Of VS Code. */
  readonly version: string;
  /** The version of the npm package `code-server` that holds it. */
  readonly package: string;
  /** The major version of Node it needs. */
  readonly node: number;
  /** Modules of its own that have to be compiled, each with the file that comes of it. */
  readonly native: Readonly<Record<string, string>>;
  /** The version of `@vscode/ripgrep-universal`, where the server itself would download what looks for files. */
  readonly ripgrep?: string;
}

/** The oldest version that `engines.vscode` admits. */
export const oldest: Version = {
  version: '1.103.2',
  package: '4.103.2',
  node: 22,
  native: {
    '@vscode/spdlog': 'spdlog.node',
    'node-pty': 'pty.node',
    'native-watchdog': 'watchdog.node',
  },
  ripgrep: '1.18.0',
};

export const newest: Version = {
  version: '1.139.1',
  package: '4.139.1',
  node: 24,
  native: {
    '@vscode/spdlog': 'spdlog.node',
    'node-pty': 'pty.node',
    '@vscode/native-watchdog': 'watchdog.node',
    // Elsewhere it has nothing to compile.
    ...(process.platform === 'darwin' ? { '@vscode/fs-copyfile': 'vscode_fs.node' } : {}),
  },
};

/** @throws when no such version is known here */
export function versionNamed(name: string): Version {
  const found = [oldest, newest].find((each) => each.version === name);
  if (!found) {
    throw new Error(
      `VS Code ${name} is not one this project tests with: ${oldest.version}, ${newest.version}.`,
    );
  }
  return found;
}
