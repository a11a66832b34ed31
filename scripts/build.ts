// Builds dist/: extension.js (small), the bundles of `later`, each required on first use, local.js (the endpoint), charts.js and .css (a page), and the schemas of events.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { makeEventSchemas } from './eventSchemas.ts';

const production = process.argv.includes('--production');

/** What activation does not need: loaded by a dynamic import, which becomes a `require` of its bundle. */
const later: Readonly<Record<string, string>> = {
  aws: 'src/aws/connect.ts',
  children: 'src/rows/childrenOf.ts',
  commands: 'src/commands/index.ts',
  decodedField: 'src/payload/decodedField.ts',
  documents: 'src/commands/documents/openDocument.ts',
  history: 'src/history/store.ts',
  localEndpoint: 'src/host/localEndpoint.ts',
  report: 'src/views/resultTexts.ts',
  rows: 'src/views/rows/describeRow.ts',
};
/** The same, with the API of VS Code. */
const laterApp: Readonly<Record<string, string>> = { app: 'src/createApp.ts' };
const laterBundles: Plugin = {
  name: 'later-bundles',
  setup(hooks) {
    hooks.onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
      const [name] =
        Object.entries({ ...later, ...laterApp }).find(
          ([, entry]) => resolve(entry) === resolve(resolveDir, path),
        ) ?? [];
      return kind === 'dynamic-import' && name ? { path: `./${name}.js`, external: true } : null;
    });
  },
};

/**
 * `import * as vscode` makes esbuild copy all members of the API in every file that has it, which is
 * half of the time that loading takes. The API is CommonJS: a `require` has it as it is.
 */
const plainApi: Plugin = {
  name: 'plain-api',
  setup(hooks) {
    hooks.onLoad({ filter: /src[\\/].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(
        "import * as vscode from 'vscode';",
        "const vscode = require('vscode');",
      );
      return { contents, loader: 'ts' };
    });
  },
};

const common: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  // ES modules lose what nobody uses: the SDK's CommonJS is two thirds larger and slower to load.
  mainFields: ['module', 'main'],
  outdir: 'dist',
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
};

await rm('dist', { recursive: true, force: true });
await mkdir('dist/runtime', { recursive: true });
await build({
  ...common,
  entryPoints: { extension: 'src/extension.ts', ...laterApp },
  external: ['vscode'],
  plugins: [laterBundles, plainApi],
});
await build({
  ...common,
  entryPoints: { ...later, local: 'src/local/main.ts' },
  define: { 'import.meta.dirname': '__dirname' },
});
await build({
  ...common,
  entryPoints: [
    { in: 'src/views/charts/page/main.ts', out: 'charts' },
    { in: 'src/views/charts/page/page.css', out: 'charts' },
  ],
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
});
await cp('src/local/runtime/bootstrap', 'dist/runtime', {
  recursive: true,
  // What Python has compiled there is for this machine's Python.
  filter: (source) => !source.endsWith('__pycache__'),
});
await mkdir('dist/schemas');
for (const [kind, schema] of makeEventSchemas()) {
  await writeFile(`dist/schemas/${kind}.json`, JSON.stringify(schema));
}
await putRuntimeClient('aws-lambda-ric-3', 'dist/index.mjs', 'aws-lambda-ric-3');
await putRuntimeClient('aws-lambda-ric', 'index.mjs', 'aws-lambda-ric-4');

/** AWS' runtime interface client as it is, with its licence; its native addon is not needed. */
async function putRuntimeClient(name: string, client: string, folder: string): Promise<void> {
  const target = `dist/runtime/${folder}`;
  await mkdir(target);
  await cp(`node_modules/${name}/${client}`, `${target}/index.mjs`);
  for (const file of ['LICENSE', 'NOTICE', 'THIRD-PARTY-LICENSES']) {
    await cp(`node_modules/${name}/${file}`, `${target}/${file}`);
  }
}
