import { access } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathAndAbove } from './pathAndAbove.ts';

/**
 * What a function of the local connection must know of the workspace to run: the local endpoint
 * reads it from these tags. `folder` is the workspace folder that holds the source, if one does.
 */
export async function localRuntimeTags(
  runtime: string,
  path: string,
  folder: string | undefined,
): Promise<Readonly<Record<string, string>>> {
  const above = pathAndAbove(path);
  if (runtime.startsWith('nodejs')) {
    const sdkFolder = await first(above, (each) => join(each, 'node_modules', '@aws-sdk'));
    return sdkFolder ? { 'lambda-bench:sdk-folder': sdkFolder.folder } : {};
  }
  if (runtime.startsWith('python')) {
    const outermost = folder ?? dirname(path);
    const within = above.filter((each) => !relative(outermost, each).startsWith('..'));
    for (const python of pythons) {
      const found = await first(within, (each) => join(each, python));
      if (found) return { 'lambda-bench:interpreter': found.file };
    }
  }
  return {};
}

/** Where virtual environments keep their interpreter: everywhere else, then on Windows. */
const pythons = ['.venv', 'venv'].flatMap((environment) => [
  join(environment, 'bin', 'python'),
  join(environment, 'Scripts', 'python.exe'),
]);

async function first(
  folders: readonly string[],
  fileIn: (folder: string) => string,
): Promise<{ folder: string; file: string } | undefined> {
  for (const folder of folders) {
    const file = fileIn(folder);
    const exists = await access(file).then(
      () => true,
      () => false,
    );
    if (exists) return { folder, file };
  }
  return undefined;
}
