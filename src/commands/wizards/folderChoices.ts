import { basename } from 'node:path';
import type { Choice } from '../../app/prompts.ts';

/** Folders of the workspace by their names, as the explorer calls them. */
export function folderChoices(folders: readonly string[]): Choice<string>[] {
  return folders.map((path) => ({
    label: basename(path),
    description: path,
    icon: 'folder',
    value: path,
  }));
}
