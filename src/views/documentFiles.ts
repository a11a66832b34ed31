import * as vscode from 'vscode';

/** A file system of single documents: in it nothing is listed, made, moved or deleted. */
export function documentFiles(
  documents: Pick<vscode.FileSystemProvider, 'onDidChangeFile' | 'stat' | 'readFile'> &
    Partial<Pick<vscode.FileSystemProvider, 'writeFile'>>,
): vscode.FileSystemProvider {
  return {
    watch: () => ({ dispose: () => undefined }),
    readDirectory: refuse,
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
    ...documents,
  };
}

function refuse(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(uri);
}
