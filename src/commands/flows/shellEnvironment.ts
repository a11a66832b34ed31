import { shellLanguage } from './shellLanguage.ts';

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
  const language = shellLanguage(shell);
  return [
    ...unset.map((name) => language.unset(name)),
    ...Object.entries(set).map(([name, value]) => language.set(name, value)),
    '',
  ].join('\n');
}
