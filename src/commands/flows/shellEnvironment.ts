/** Variables for tools beside the editor. */
export interface ToolEnvironment {
  readonly set: Readonly<Record<string, string>>;
  /** Variables that would win over those that are set. */
  readonly unset: readonly string[];
}

/**
 * Commands, a line each, that give a terminal these variables, in the language of its shell.
 * `shell` is the path of its executable; one that is not known is taken for a POSIX shell.
 */
export function shellCommands(shell: string, { set, unset }: ToolEnvironment): string {
  const language = languages.find(({ name }) => name.test(shell)) ?? posix;
  return [
    ...unset.map((name) => language.unset(name)),
    ...Object.entries(set).map(([name, value]) => language.set(name, value)),
    '',
  ].join('\n');
}

interface Language {
  /** Matches the path of the shell's executable. */
  readonly name: RegExp;
  set(name: string, value: string): string;
  unset(name: string): string;
}

const posix: Language = {
  name: /(^|[\\/])(ba|da|k|z)?sh(\.exe)?$/,
  set: (name, value) => `export ${name}='${value.replaceAll("'", "'\\''")}'`,
  unset: (name) => `unset ${name}`,
};

const languages: readonly Language[] = [
  posix,
  {
    name: /(^|[\\/])fish(\.exe)?$/,
    set: (name, value) =>
      `set -gx ${name} '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
    unset: (name) => `set -e ${name}`,
  },
  {
    name: /(^|[\\/])(pwsh|powershell)(-preview)?(\.exe)?$/i,
    set: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
    unset: (name) => `$env:${name} = $null`,
  },
  {
    name: /(^|[\\/])cmd(\.exe)?$/i,
    set: (name, value) => `set "${name}=${value}"`,
    unset: (name) => `set "${name}="`,
  },
  {
    name: /(^|[\\/])nu(\.exe)?$/,
    set: (name, value) => `$env.${name} = ${JSON.stringify(value)}`,
    unset: (name) => `hide-env -i ${name}`,
  },
  {
    name: /(^|[\\/])t?csh(\.exe)?$/,
    set: (name, value) => `setenv ${name} '${value.replaceAll("'", "'\\''")}'`,
    unset: (name) => `unsetenv ${name}`,
  },
];
