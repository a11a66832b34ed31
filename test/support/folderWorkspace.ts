import { glob, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Workspace } from '../../src/app.ts';

/** Open folders on the disk, with editors that a test opens. */
export interface FolderWorkspace extends Workspace {
  /** Opens a file in the active editor; with a text, the editor has changes that are not saved. */
  open(path: string, text?: string): void;
  /** Opens a document that is no file. */
  openUntitled(name: string, language: string, text: string): void;
}

export function folderWorkspace(folders: readonly string[]): FolderWorkspace {
  const unsaved = new Map<string, string>();
  const active: { file?: string; document?: { name: string; language: string; text: string } } = {};
  const folderOf = (path: string) => folders.find((folder) => isBelow(folder, path));
  const save = async (path: string) => {
    const text = unsaved.get(path);
    if (text !== undefined) await writeFile(path, text);
    unsaved.delete(path);
  };
  return {
    folders: () => folders,
    folderOf,
    activeFile: () => active.file,
    activeText: () => active.document,
    save,
    async saveBelow(folder) {
      for (const path of [...unsaved.keys()]) if (isBelow(folder, path)) await save(path);
    },
    changed: () => [...unsaved.keys()],
    async find(pattern, limit) {
      const found: string[] = [];
      for (const folder of folders) {
        const exclude = (name: string) => basename(name) === 'node_modules';
        for await (const path of glob(pattern, { cwd: folder, exclude })) {
          found.push(join(folder, path));
        }
      }
      return found.slice(0, limit);
    },
    open(path, text) {
      active.file = path;
      if (text !== undefined) unsaved.set(path, text);
    },
    openUntitled(name, language, text) {
      active.document = { name, language, text };
    },
  };
}

function isBelow(folder: string, path: string): boolean {
  return !relative(folder, path).startsWith('..');
}
