import type { Reference } from './javascriptModule.ts';

export interface Replacement {
  readonly reference: Reference;
  /** What stands in the literal's place. */
  readonly specifier: string;
  /** Whether an import has to say that it is of JSON. */
  readonly asJson: boolean;
}

/** The text with other specifiers; everything else stays as it is. */
export function rewriteReferences(text: string, replacements: readonly Replacement[]): string {
  let result = text;
  const lastFirst = [...replacements].sort(
    (one, other) => other.reference.start - one.reference.start,
  );
  for (const { reference, specifier, asJson } of lastFirst) {
    const literal = `'${specifier.replace(/['\\]/g, '\\$&')}'`;
    const attributes = asJson ? " with { type: 'json' }" : '';
    result = result.slice(0, reference.start) + literal + attributes + result.slice(reference.end);
  }
  return result;
}
