import * as vscode from 'vscode';
import type { Connection } from '../app/connection.ts';
import { connectionText } from './connectionText.ts';

/** The status bar's item that says where commands go; a click selects another connection. */
export function registerConnectionStatus(connection: Connection): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('connection', vscode.StatusBarAlignment.Left, 1);
  item.name = 'Lambda Bench: Connection';
  item.command = 'lambdaBench.selectConnection';
  const draw = () => {
    const { text, tooltip, warns } = connectionText(connection);
    item.text = text;
    item.tooltip = tooltip;
    item.backgroundColor = warns
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    // The empty views say something else there.
    const elsewhere = connection.kind !== 'local';
    void vscode.commands.executeCommand('setContext', 'lambdaBench.elsewhere', elsewhere);
  };
  draw();
  item.show();
  return vscode.Disposable.from(item, new vscode.Disposable(connection.onDidChange(draw)));
}
