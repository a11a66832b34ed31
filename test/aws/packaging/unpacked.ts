import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { packaging } from '../../../src/aws/packaging/packer.ts';
import type { Package, Source } from '../../../src/aws/packaging.ts';
import { type Tree, tree } from './tree.ts';

const run = promisify(execFile);

export function contentOf(made: Package, path: string): string {
  const content = unzipSync(made.zip)[path];
  if (!content) throw new Error(`${path} is not in the package: ${made.files.join(', ')}`);
  return Buffer.from(content).toString();
}

/** Packs, unpacks somewhere else, and calls the handler there in a process of its own. */
export async function answerOf(
  source: Source,
  handler: string,
  event: unknown = {},
): Promise<unknown> {
  await using place = await unpack(await packaging.pack(source));
  const [, file = '', name = ''] = /^(.*)\.([^.]+)$/.exec(handler) ?? [];
  const { stdout } = source.path.endsWith('.py')
    ? await run(
        'python3',
        ['-c', pythonCall, file.replaceAll('/', '.'), name, JSON.stringify(event)],
        { cwd: place.folder },
      )
    : await run(
        process.execPath,
        ['--input-type=module', '-e', nodeCall(place, file), name, JSON.stringify(event)],
        { cwd: place.folder },
      );
  // What the handler itself prints stands before its answer.
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

async function unpack(made: Package): Promise<Tree> {
  return tree(unzipSync(made.zip));
}

/** The endings are tried in the order of AWS' own Node runtime. */
function nodeCall(place: Tree, file: string): string {
  const base = JSON.stringify(pathToFileURL(place.at(file)).href);
  return `
    import { existsSync } from 'node:fs';
    const ending = ['.js', '.mjs', '.cjs'].find((one) => existsSync(new URL(${base} + one)));
    const module = await import(${base} + ending);
    const handler = module[process.argv[1]] ?? module.default[process.argv[1]];
    console.log(JSON.stringify(await handler(JSON.parse(process.argv[2]), { getRemainingTimeInMillis: () => 3000 })));
  `;
}

const pythonCall = `
import importlib, json, sys, types
sys.path[0] = '.'
handler = getattr(importlib.import_module(sys.argv[1]), sys.argv[2])
print(json.dumps(handler(json.loads(sys.argv[3]), types.SimpleNamespace(function_name='packed'))))
`;
