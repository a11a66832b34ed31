import * as vscode from 'vscode';
import type { Connection } from '../app.ts';
import { whereText } from '../whereText.ts';

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

function connectionText(connection: Connection): {
  readonly text: string;
  readonly tooltip: string;
  readonly warns: boolean;
} {
  const { name, kind } = connection;
  const where = [name, whereText(connection.known())].filter(Boolean).join(' · ');
  const toSelect = 'Click to select another connection.';
  if (kind === 'missing') {
    return {
      text: `$(warning) ${name}`,
      tooltip: `There is no connection ${name}.\n${toSelect}`,
      warns: true,
    };
  }
  if (connection.protected) {
    return {
      text: `$(shield) ${where}`,
      tooltip: `Lambda Bench: ${where}\nProtected: what changes or runs something is asked for first.\n${toSelect}`,
      warns: true,
    };
  }
  const icon = kind === 'local' ? 'device-desktop' : 'plug';
  return {
    text: `$(${icon}) ${where}`,
    tooltip: `Lambda Bench: ${where}\n${toSelect}`,
    warns: false,
  };
}
