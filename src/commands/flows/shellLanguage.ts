/** How a shell writes what is given to it. */
export interface ShellLanguage {
  /** Matches the path of the shell's executable. */
  readonly name: RegExp;
  set(name: string, value: string): string;
  unset(name: string): string;
  /** One word that means the text. */
  quote(text: string): string;
  /** One word with the values of variables in place of `{NAME}`. */
  fill(template: string): string;
  /** Two words, the second filled, where a variable has a value; where the shell has no way to say so, always. */
  ifSet(name: string, word: string, template: string): string;
  /** The lines of one command. */
  join(lines: readonly string[]): string;
  /** Makes a command read the text, exactly; undefined where that is not sure. */
  readonly pipe?: (text: string, command: string) => string;
}

/** By the path of its executable; a shell that is not known is taken for a POSIX shell. */
export function shellLanguage(shell: string): ShellLanguage {
  return languages.find(({ name }) => name.test(shell)) ?? posix;
}

const posix: ShellLanguage = {
  name: /(^|[\\/])(ba|da|k|z)?sh(\.exe)?$/,
  set: (name, value) => `export ${name}=${quotePosix(value)}`,
  unset: (name) => `unset ${name}`,
  quote: quotePosix,
  fill: (template) => `"${template.replace(variable, inBraces)}"`,
  ifSet: (name, word, template) =>
    `\${${name}:+${word}} \${${name}:+"${template.replace(variable, inBraces)}"}`,
  join: (lines) => lines.join(' \\\n  '),
  pipe: (text, command) => `printf '%s' ${quotePosix(text)} | ${command}`,
};

const languages: readonly ShellLanguage[] = [
  posix,
  {
    name: /(^|[\\/])fish(\.exe)?$/,
    set: (name, value) => `set -gx ${name} ${quoteFish(value)}`,
    unset: (name) => `set -e ${name}`,
    quote: quoteFish,
    fill: fillFish,
    ifSet: (name, word, template) =>
      `(test -n "$${name}" && printf '%s\\n' ${word} ${fillFish(template)})`,
    join: (lines) => lines.join(' \\\n  '),
    pipe: (text, command) => `printf '%s' ${quoteFish(text)} | ${command}`,
  },
  {
    name: /(^|[\\/])(pwsh|powershell)(-preview)?(\.exe)?$/i,
    set: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
    unset: (name) => `$env:${name} = $null`,
    quote: (text) => `'${text.replaceAll("'", "''")}'`,
    fill: fillPowerShell,
    ifSet: (name, word, template) =>
      `@(if ($env:${name}) { '${word}', ${fillPowerShell(template)} })`,
    join: (lines) => lines.join(' `\n  '),
  },
  {
    name: /(^|[\\/])cmd(\.exe)?$/i,
    set: (name, value) => `set "${name}=${value}"`,
    unset: (name) => `set "${name}="`,
    quote: (text) => `"${text.replaceAll('"', '\\"')}"`,
    fill: (template) => `"${template.replace(variable, '%$1%')}"`,
    ifSet: (_name, word, template) => `${word} "${template.replace(variable, '%$1%')}"`,
    join: (lines) => lines.join(' ^\n  '),
  },
  {
    name: /(^|[\\/])nu(\.exe)?$/,
    set: (name, value) => `$env.${name} = ${JSON.stringify(value)}`,
    unset: (name) => `hide-env -i ${name}`,
    quote: (text) => JSON.stringify(text),
    fill: fillNu,
    ifSet: (name, word, template) =>
      `...(if ($env.${name}? | is-empty) { [] } else { ['${word}' ${fillNu(template)}] })`,
    join: (lines) => lines.join(' '),
  },
  {
    name: /(^|[\\/])t?csh(\.exe)?$/,
    set: (name, value) => `setenv ${name} ${quotePosix(value)}`,
    unset: (name) => `unsetenv ${name}`,
    quote: quotePosix,
    fill: (template) => `"${template.replace(variable, inBraces)}"`,
    ifSet: (_name, word, template) => `${word} "${template.replace(variable, inBraces)}"`,
    join: (lines) => lines.join(' \\\n  '),
  },
];

function fillFish(template: string): string {
  return `"${template.replace(variable, '$$$1')}"`;
}

function fillPowerShell(template: string): string {
  return `"${template.replace(variable, '$$($$env:$1)')}"`;
}

function fillNu(template: string): string {
  return `$"${template.replace(variable, '($$env.$1? | default "")')}"`;
}

function inBraces(_match: string, name: string): string {
  return `\${${name}}`;
}

const variable = /\{(\w+)\}/g;

function quotePosix(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function quoteFish(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
