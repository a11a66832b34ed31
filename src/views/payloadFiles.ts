import * as vscode from 'vscode';
import type { Workspace } from '../app.ts';
import type { ObservableState } from '../host/state.ts';
import { bindingsIn, bindingsKey } from '../payload/fileBinding.ts';
import {
  type FileKey,
  fileKey,
  followRename,
  readRemembered,
} from '../payload/rememberedBindings.ts';
import type { Settings } from '../settings.ts';

export interface PayloadFilesOptions {
  readonly state: ObservableState;
  readonly workspace: Workspace;
  readonly settings: (path: string) => Settings;
  /** Hears of files and folders that were renamed or moved; absolute paths. */
  readonly onRename: (
    renames: readonly { readonly from: string; readonly to: string }[],
  ) => Promise<void>;
}

/**
 * Tells VS Code which files are known payload files and which are sources of functions, for the
 * buttons in their editors' titles; and lets what is remembered follow renames and moves.
 */
export function registerPayloadFiles(options: PayloadFilesOptions): vscode.Disposable {
  const { state, workspace, onRename } = options;
  const update = (): void => {
    setContext('payloadFiles', [...rememberedPaths(state), ...visiblePayloads(options)]);
    setContext('sourceFiles', sourcePaths(state));
  };
  update();
  return vscode.Disposable.from(
    state.onDidChange(update),
    vscode.window.onDidChangeVisibleTextEditors(update),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('lambdaBench.payloads')) update();
    }),
    vscode.workspace.onDidRenameFiles(async ({ files }) => {
      let remembered = readRemembered(state.get(bindingsKey));
      for (const { oldUri, newUri } of files) {
        remembered = followRename(remembered, keyOf(workspace, oldUri), keyOf(workspace, newUri));
      }
      await state.set(bindingsKey, remembered);
      await onRename(
        files.map(({ oldUri, newUri }) => ({ from: oldUri.fsPath, to: newUri.fsPath })),
      );
    }),
  );
}

function setContext(name: string, paths: readonly string[]): void {
  void vscode.commands.executeCommand('setContext', `lambdaBench.${name}`, paths);
}

function rememberedPaths(state: ObservableState): string[] {
  return Object.entries(readRemembered(state.get(bindingsKey))).flatMap(([folder, files]) =>
    Object.keys(files).map(
      (path) => vscode.Uri.joinPath(vscode.Uri.file(folder || '/'), path).fsPath,
    ),
  );
}

/** Globs could match any number of files: only those that are looked at matter for their titles. */
function visiblePayloads(options: PayloadFilesOptions): string[] {
  const bindingOf = bindingsIn(options);
  return vscode.window.visibleTextEditors
    .map(({ document }) => document.uri)
    .filter(({ scheme, fsPath }) => scheme === 'file' && bindingOf(fsPath) !== undefined)
    .map(({ fsPath }) => fsPath);
}

function sourcePaths(state: ObservableState): string[] {
  const stored = state.get('sources');
  if (typeof stored !== 'object' || stored === null) return [];
  return Object.values(stored).flatMap((source: unknown) =>
    typeof source === 'object' &&
    source !== null &&
    'path' in source &&
    typeof source.path === 'string'
      ? [source.path]
      : [],
  );
}

function keyOf(workspace: Workspace, { fsPath }: vscode.Uri): FileKey {
  return fileKey(workspace.folderOf(fsPath), fsPath);
}
