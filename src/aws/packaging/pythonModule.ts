/** What the packer has to know of a Python source. */
export interface PythonModule {
  readonly imports: readonly PythonImport[];
  /** Functions at the top level that can take an event and a context, in order. */
  readonly functions: readonly string[];
}

export interface PythonImport {
  /** Leading dots: 0 for an absolute import. */
  readonly level: number;
  /** Dotted name, empty for `from . import x`. */
  readonly module: string;
  /** What is imported from it: may be submodules. Empty for a plain `import`. */
  readonly names: readonly string[];
}

export function readPythonModule(source: string): PythonModule {
  const code = withoutText(source);
  const imports: PythonImport[] = [];
  for (const [, modules] of code.matchAll(/(?:^|;)[ \t]*import[ \t]+([^\n;]+)/gm)) {
    for (const module of namesIn(modules)) imports.push({ level: 0, module, names: [] });
  }
  const from =
    /(?:^|;)[ \t]*from[ \t]+(\.*)[ \t]*([\w.]*)[ \t]+import[ \t]*(?:\(([^)]*)\)|([^\n;]+))/gm;
  for (const [, dots, module, inBrackets, plain] of code.matchAll(from)) {
    imports.push({
      level: dots?.length ?? 0,
      module: module ?? '',
      names: namesIn(inBrackets ?? plain),
    });
  }
  const functions = [...code.matchAll(/^def[ \t]+(\w+)[ \t]*\(([^)]*)\)/gm)]
    .filter(([, , parameters]) => takesEventAndContext(parameters ?? ''))
    .map(([, name]) => name ?? '');
  return { imports, functions };
}

/** `a, b.c as d` → `a`, `b.c`. */
function namesIn(list: string | undefined): string[] {
  return (list ?? '')
    .split(',')
    .map((name) => name.trim().replace(/\s+as\s[\s\S]*$/, ''))
    .filter((name) => name !== '' && name !== '*');
}

function takesEventAndContext(parameters: string): boolean {
  const list = parameters
    .split(',')
    .map((parameter) => parameter.trim())
    .filter((parameter) => parameter !== '' && parameter !== '/');
  const required = list.filter((parameter) => !/[=*]/.test(parameter));
  const places = list.findIndex((parameter) => parameter.startsWith('*'));
  return required.length <= 2 && (places >= 0 || list.length >= 2);
}

/** The source with strings and comments emptied and continued lines joined. */
function withoutText(source: string): string {
  return source
    .replace(
      /("""|''')(?:\\[\s\S]|(?!\1)[\s\S])*\1|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|#[^\n]*/g,
      (text) => (text.startsWith('#') ? '' : '""'),
    )
    .replace(/\\\r?\n/g, ' ')
    .replace(/\r/g, '');
}
