import { dirname, relative, sep } from 'node:path';
import type { JavaScriptModule, Reference } from './javascriptModule.ts';
import { type Replacement, rewriteReferences } from './rewriteReferences.ts';
import { isTypeScript } from './typeScript.ts';

/**
 * A source's text as it stands in the package, or undefined when the file's own bytes will do: types
 * are stripped, and references to files that were TypeScript name what they have become.
 */
export function packagedText(
  from: string,
  module: JavaScriptModule,
  targets: ReadonlyMap<Reference, string>,
  paths: ReadonlyMap<string, string>,
): string | undefined {
  const stripped = isTypeScript(from);
  const here = paths.get(from);
  const replacements: Replacement[] = [];
  for (const [reference, target] of targets) {
    const there = paths.get(target);
    // JavaScript names its files as Node wants them; only what was TypeScript is found elsewhere now.
    if (here === undefined || there === undefined || !(stripped || isTypeScript(target))) continue;
    const asJson =
      stripped && module.isModule && reference.kind === 'import' && there.endsWith('.json');
    replacements.push({
      reference,
      specifier: relativeSpecifier(here, there),
      asJson: asJson && !reference.hasAttributes,
    });
  }
  if (!stripped && replacements.length === 0) return undefined;
  return rewriteReferences(module.text, replacements);
}

/** How one file of the package names another. */
export function relativeSpecifier(from: string, to: string): string {
  const path = relative(dirname(`/${from}`), `/${to}`)
    .split(sep)
    .join('/');
  return path.startsWith('.') ? path : `./${path}`;
}
