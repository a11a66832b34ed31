/** The name of its editor's tab; package.json gives files of such names their schema. */
export function configurationFile(name: string): string {
  return `${name}.configuration.json`;
}
