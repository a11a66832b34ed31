import { execFile } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Source } from '../packaging.ts';
import { commonFolder } from './commonFolder.ts';
import { isScript } from './javascriptModule.ts';
import { addedFile, type Plan } from './plan.ts';
import { isFile } from './resolveModule.ts';

/**
 * A handler's file bundled by esbuild, where the project lists it among its own dependencies: one file
 * with its source map, and a small one before it that makes stacks lead back. What esbuild cannot
 * bundle, and what brings native code, is packed as it is.
 */
export async function bundled(plan: Plan, source: Source, signal?: AbortSignal): Promise<Plan> {
  const entry = plan.files.find(({ from }) => from === source.path);
  const isWorthIt = plan.files.length > 1 && !plan.files.some(({ path }) => /\.node$/.test(path));
  if (!entry || !isWorthIt || !isScript(source.path)) return plan;
  const esbuild = await findEsbuild(source.path);
  if (esbuild === undefined) return plan;
  const own = plan.files.flatMap(({ from }) => from ?? []).filter(isOwn);
  const root = commonFolder(own);
  const module = moduleOf(source.handler) ?? entry.path.replace(/\.[mc]?js$/, '');
  const sourceRoot = '../'.repeat(module.split('/').length - 1);
  const text = await run(esbuild, { root, sourceRoot }, source.path, plan.missing, signal);
  if (text === undefined) return plan;
  const bundle = `${module}.bundle.cjs`;
  const door = `// Stacks name the places in the sources.
process.setSourceMapsEnabled(true);
module.exports = require('./${bundle.slice(bundle.lastIndexOf('/') + 1)}');
`;
  return { ...plan, files: [addedFile(`${module}.cjs`, door), addedFile(bundle, text)] };
}

function isOwn(path: string): boolean {
  return !path.split(sep).includes('node_modules');
}

/** `src/index` of `src/index.handler`. */
function moduleOf(handler: string | undefined): string | undefined {
  return /^(.+?)\.[^./]+(\.[^/]*)?$/.exec(handler ?? '')?.[1];
}

/** Not one that only some other tool has brought along: the project itself must name it. */
async function findEsbuild(path: string): Promise<string | undefined> {
  let isNamed = false;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    isNamed ||= await names(join(folder, 'package.json'), 'esbuild');
    const program = join(folder, 'node_modules', 'esbuild', 'bin', 'esbuild');
    if (isNamed && (await isFile(program))) return program;
    if (folder === dirname(folder)) return undefined;
  }
}

async function names(manifest: string, dependency: string): Promise<boolean> {
  try {
    const { dependencies, devDependencies } = Object(JSON.parse(await readFile(manifest, 'utf8')));
    return dependency in Object(dependencies) || dependency in Object(devDependencies);
  } catch {
    return false;
  }
}

/** More than any package may have. */
const maxBuffer = 262_144_000;

/** The bundle's text with its map in it; undefined when it could not be made. */
async function run(
  esbuild: string,
  { root, sourceRoot }: { readonly root: string; readonly sourceRoot: string },
  path: string,
  missing: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  // CommonJS: `require` of built-in modules works in it, and it can be loaded after the maps are on.
  const options = [
    relative(root, path),
    ...['--bundle', '--platform=node', '--format=cjs', '--target=node18', '--log-level=error'],
    ...['--sourcemap=inline', '--sources-content=false', '--charset=utf8'],
    // The map names sources from the root, while the bundle may lie in a folder below it.
    ...(sourceRoot === '' ? [] : [`--source-root=${sourceRoot}`]),
    // In CommonJS `import.meta` would be empty.
    '--log-override:empty-import-meta=error',
    // Lambda's Node runtimes bring the SDK; what is not installed, a layer may bring.
    ...['@aws-sdk/*', '@smithy/*', ...missing].map((name) => `--external:${name}`),
  ];
  const isScriptFile = await startsAsScript(esbuild);
  const [program, first] = isScriptFile ? [process.execPath, [esbuild]] : [esbuild, []];
  return new Promise((resolve, reject) => {
    execFile(
      program,
      [...first, ...options],
      {
        cwd: root,
        maxBuffer,
        ...(signal && { signal }),
        // VS Code's own program runs as Node then.
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      },
      (error, stdout) => {
        if (signal?.aborted) reject(signal.reason);
        else resolve(error ? undefined : stdout);
      },
    );
  });
}

/** Where npm ran esbuild's installation, it has put the program itself in the script's place. */
async function startsAsScript(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString() === '#!';
  } finally {
    await file.close();
  }
}
