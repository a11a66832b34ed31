import * as vscode from 'vscode';
import type { Prompts } from '../app/prompts.ts';
import { Cancelled } from '../errors.ts';

/** Asks for a file to write, beside what is open. */
export const saveAs: Prompts['saveAs'] = async ({ title, name }) => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showSaveDialog({
    title,
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (chosen === undefined) throw new Cancelled();
  return chosen.fsPath;
};

export const openFile: Prompts['openFile'] = async ({ title }) => {
  const [chosen] = (await vscode.window.showOpenDialog({ title, openLabel: 'Choose' })) ?? [];
  if (chosen === undefined) throw new Cancelled();
  return chosen.fsPath;
};
