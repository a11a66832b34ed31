import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { UserError } from '../../errors.ts';

export interface FoundFile {
  /** Path from the walk's start, with `/`. */
  readonly path: string;
  readonly absolutePath: string;
  readonly stats: Stats;
}

export interface Visitor<State> {
  /** The state for what is inside a folder, or undefined when it is passed over. */
  enter(path: string, absolutePath: string, state: State): Promise<State | undefined>;
  /** Whether a file is wanted. */
  wants(path: string, absolutePath: string, state: State): Promise<boolean>;
}

/**
 * All files below a folder that the visitor wants, in no particular order. Symbolic links are
 * followed as long as they stay inside the folder or lead to an installed package; never in circles.
 */
export async function walkFolder<State>(
  folder: string,
  visitor: Visitor<State>,
  state: State,
  signal?: AbortSignal,
): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const top = await realpath(folder);
  await visit('', folder, [top], state);
  return found;

  async function visit(
    path: string,
    absolutePath: string,
    ancestors: readonly string[],
    state: State,
  ): Promise<void> {
    signal?.throwIfAborted();
    const entries = await readdir(absolutePath, { withFileTypes: true });
    await Promise.all(
      entries.map(async (entry) => {
        const inside = path === '' ? entry.name : `${path}/${entry.name}`;
        const at = join(absolutePath, entry.name);
        const stats = await stat(at).catch(() => undefined); // A link to nowhere.
        if (!stats || (entry.isSymbolicLink() && !(await mayFollow(at, top)))) return;
        if (stats.isFile()) {
          if (await visitor.wants(inside, at, state))
            found.push({ path: inside, absolutePath: at, stats });
        } else if (stats.isDirectory()) {
          const real = await realpath(at);
          if (ancestors.includes(real)) return;
          const below = await visitor.enter(inside, at, state);
          if (below !== undefined) await visit(inside, at, [...ancestors, real], below);
        }
      }),
    );
  }
}

/** The kind of thing at a path; a missing one is the person's to mend. */
export async function kindOf(path: string): Promise<'file' | 'folder'> {
  const stats = await stat(path).catch((cause: unknown) => {
    throw new UserError(`${path} cannot be read. Check that it still exists.`, { cause });
  });
  return stats.isDirectory() ? 'folder' : 'file';
}

/** Inside the folder, or into a store of installed packages. */
async function mayFollow(link: string, top: string): Promise<boolean> {
  const target = await realpath(link);
  const isInside = target === top || target.startsWith(top + sep);
  return isInside || target.includes(`${sep}node_modules${sep}`);
}
