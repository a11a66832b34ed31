import { globSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { workElsewhere } from './commandNeeds.ts';
import { methodActions } from './methodActions.ts';

/**
 * The methods of `Account` that each command may call, by what is left of it and of all it imports when
 * nobody else's code is in it.
 */
export async function reachedMethods(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const entries = new Map(
    globSync('src/commands/*.ts')
      .filter((file) => path.basename(file) !== 'index.ts')
      .map((file) => [file, path.basename(file, '.ts')] as const),
  );
  const others = [...new Set(Object.values(workElsewhere).flat())];
  const { outputFiles } = await build({
    entryPoints: [...entries.keys(), ...others],
    bundle: true,
    write: false,
    outbase: '.',
    outdir: '.',
    format: 'esm',
    platform: 'node',
    packages: 'external',
    external: ['vscode'],
    logLevel: 'error',
  });
  const called = new Map(
    outputFiles.map((file) => [
      path.relative('.', file.path).replaceAll(path.sep, '/').replace(/\.js$/, '.ts'),
      methodsIn(file.text),
    ]),
  );
  return new Map(
    [...entries].map(([file, name]) => {
      const files = [file, ...(workElsewhere[name] ?? [])];
      return [name, new Set(files.flatMap((each) => [...(called.get(each) ?? [])]))];
    }),
  );
}

/** `functions.find(` and the like, and the methods of the account itself by `account.`. */
function methodsIn(text: string): ReadonlySet<string> {
  const names = Object.keys(methodActions);
  const parts = [...new Set(names.filter((name) => name.includes('.')).map(partOf))].join('|');
  const own = names.filter((name) => !name.includes('.')).join('|');
  const calls = [
    ...text.matchAll(new RegExp(`\\b(?:${parts})\\.\\w+(?=\\()`, 'g')),
    ...text.matchAll(new RegExp(`(?<=\\baccount\\d*\\.)(?:${own})(?=\\()`, 'g')),
  ].map(([call]) => call);
  return new Set(calls.filter((call) => Object.hasOwn(methodActions, call)));
}

function partOf(name: string): string {
  return name.split('.')[0] ?? '';
}
