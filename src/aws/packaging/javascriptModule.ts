import { type Export, type Import, init, parse } from 'es-module-lexer';
import { commonJsExports, requireCalls } from './commonJs.ts';
import { tokensOf } from './javascriptTokens.ts';
import { isTypeScript, stripTypes } from './typeScript.ts';
import { withoutUnusedImports } from './unusedImports.ts';

/** What the packer has to know of a JavaScript or TypeScript source. */
export interface JavaScriptModule {
  /** The source as JavaScript. */
  readonly text: string;
  /** Whether it can only be an ES module: it has `import` or `export`. */
  readonly isModule: boolean;
  readonly references: readonly Reference[];
  readonly exports: readonly string[];
  /** Specifiers of `export * from '…'`: their names are exported too. */
  readonly exportsAllOf: readonly string[];
}

/** Another module named by a literal. */
export interface Reference {
  readonly specifier: string;
  readonly kind: 'import' | 'dynamicImport' | 'require';
  /** Where the literal stands in the text, quotes included. */
  readonly start: number;
  readonly end: number;
  /** Whether the import says `with { … }`. */
  readonly hasAttributes: boolean;
}

/** Throws a `UserError` for TypeScript that cannot be stripped. */
export async function readModule(path: string, source: string): Promise<JavaScriptModule> {
  await init();
  const text = isTypeScript(path) ? withoutUnusedImports(stripTypes(source, path)) : source;
  const { imports, exports, isModule } = lexed(text);
  const tokens = tokensOf(text);
  return {
    text,
    isModule,
    references: [
      ...imports.flatMap(importReference),
      ...requireCalls(tokens).map(
        (call): Reference => ({ ...call, kind: 'require', hasAttributes: false }),
      ),
    ],
    exports: isModule
      ? exports.flatMap((one) => ('name' in one ? [one.name] : []))
      : commonJsExports(tokens),
    exportsAllOf: exports.flatMap((one) => (one.type === 'reexport-all' ? [one.from] : [])),
  };
}

/** Whether the file is JavaScript or TypeScript that can be read as a module. */
export function isScript(path: string): boolean {
  return /\.[mc]?js$/.test(path) || isTypeScript(path);
}

/** What cannot be lexed is broken, or no ES module: it is packed as it is, and Node says what is wrong. */
function lexed(text: string): {
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  readonly isModule: boolean;
} {
  try {
    const [imports, exports, , isModule] = parse(text);
    return { imports, exports, isModule };
  } catch {
    return { imports: [], exports: [], isModule: false };
  }
}

function importReference(found: Import): Reference[] {
  if (found.type === 'import-meta' || found.specifier === undefined) return [];
  if (found.type === 'dynamic') {
    if (found.glob) return [];
    const { specifier, start, end, attributesStart } = found;
    return [{ specifier, kind: 'dynamicImport', start, end, hasAttributes: attributesStart >= 0 }];
  }
  // The lexer leaves the quotes of a static import out.
  const { specifier, start, end, attributesStart } = found;
  return [
    {
      specifier,
      kind: 'import',
      start: start - 1,
      end: end + 1,
      hasAttributes: attributesStart >= 0,
    },
  ];
}
