import * as vscode from 'vscode';

/** What is in the editor: VS Code calls the output panel the active editor once it was clicked into. */
export function activeUri(): vscode.Uri | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri !== undefined && uri.scheme !== 'output') return uri;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText ? input.uri : undefined;
}
