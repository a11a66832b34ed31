import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder on disk that a test fills, and that goes after it. */
export interface Tree extends AsyncDisposable {
  readonly folder: string;
  at(path: string): string;
  write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
  /** A symbolic link at a path to another path of the tree, or to an absolute one. */
  link(path: string, target: string): Promise<void>;
}

export async function tree(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<Tree> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'packaging-')));
  const made: Tree = {
    folder,
    at: (path) => join(folder, path),
    write: async (more) => {
      for (const [path, content] of Object.entries(more)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), content);
      }
    },
    link: async (path, target) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await symlink(target.startsWith('/') ? target : join(folder, target), join(folder, path));
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
  await made.write(files);
  return made;
}
