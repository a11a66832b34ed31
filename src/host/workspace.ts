import * as vscode from 'vscode';
import type { Workspace } from '../app.ts';
import { UserError } from '../errors.ts';
import { activeUri } from './activeUri.ts';

export function createWorkspace(): Workspace {
  return {
    folders: () => folders().map((folder) => folder.uri.fsPath),
    folderOf: (path) => vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path))?.uri.fsPath,
    activeFile() {
      const uri = activeUri();
      return uri?.scheme === 'file' ? uri.fsPath : undefined;
    },
    activeText() {
      const uri = activeUri()?.toString();
      const document = vscode.workspace.textDocuments.find((open) => `${open.uri}` === uri);
      return (
        document && {
          name: vscode.workspace.asRelativePath(document.uri),
          language: document.languageId,
          text: document.getText(),
        }
      );
    },
    save: (path) => save((file) => file === asVsCodeWrites(path)),
    saveBelow: (path) => {
      const folder = asVsCodeWrites(path);
      return save((file) => file === folder || isBelow(file, folder));
    },
    changed: () =>
      vscode.workspace.textDocuments
        .filter(({ isDirty, uri }) => isDirty && uri.scheme === 'file')
        .map(({ uri }) => uri.fsPath),
    async find(glob, limit) {
      const found = await vscode.workspace.findFiles(glob, '**/node_modules/**', limit);
      return found.map((uri) => uri.fsPath).sort();
    },
  };
}

function folders(): readonly vscode.WorkspaceFolder[] {
  return vscode.workspace.workspaceFolders ?? [];
}

/** A path from a key binding may have another case in its drive letter. */
function asVsCodeWrites(path: string): string {
  return vscode.Uri.file(path).fsPath;
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`) || path.startsWith(`${folder}\\`);
}

async function save(wanted: (file: string) => boolean): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    const { isDirty, uri } = document;
    if (!isDirty || uri.scheme !== 'file' || !wanted(uri.fsPath)) continue;
    if (!(await document.save())) {
      throw new UserError(
        `${vscode.workspace.asRelativePath(uri)} has changes that could not be saved, so nothing was done. Save the file, then try again.`,
      );
    }
  }
}
