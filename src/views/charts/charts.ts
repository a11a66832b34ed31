import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { ChartPage } from '../../chartPage.ts';
import { readPageMessage } from './pageMessage.ts';

/** Tabs with charts: one for each title. */
export interface Charts extends vscode.Disposable {
  show(page: ChartPage): void;
}

interface Tab {
  readonly panel: vscode.WebviewPanel;
  page: ChartPage;
}

export function registerCharts(extension: vscode.Uri): Charts {
  const tabs = new Map<string, Tab>();
  const dist = vscode.Uri.joinPath(extension, 'dist');

  function open(page: ChartPage): Tab {
    const panel = vscode.window.createWebviewPanel(
      'lambdaBench.charts',
      page.title,
      vscode.ViewColumn.Active,
      // What is drawn is drawn anew when the tab comes forward again: hidden, it costs nothing.
      { enableScripts: true, enableFindWidget: true, localResourceRoots: [dist] },
    );
    const tab: Tab = { panel, page };
    panel.webview.onDidReceiveMessage((message: unknown) => receive(tab, message));
    panel.onDidDispose(() => tabs.delete(page.title));
    panel.webview.html = html(panel.webview, dist);
    tabs.set(page.title, tab);
    return tab;
  }

  return {
    show(page) {
      const tab = tabs.get(page.title);
      if (!tab) {
        open(page);
        return;
      }
      tab.page = page;
      tab.panel.reveal();
      void tab.panel.webview.postMessage(page);
    },
    dispose() {
      for (const { panel } of tabs.values()) panel.dispose();
    },
  };
}

function receive({ panel, page }: Tab, received: unknown): void {
  const message = readPageMessage(received);
  if (message?.kind === 'ready') void panel.webview.postMessage(page);
  if (message?.kind === 'open') {
    // The page says which row; what that runs is known here alone.
    const fix = page.tables[message.table]?.rows[message.row]?.opens;
    if (fix) void vscode.commands.executeCommand(fix.command, ...(fix.arguments ?? []));
  }
}

/** Nothing but the script and the style of the extension: no network, nothing inline. */
function html(webview: vscode.Webview, dist: vscode.Uri): string {
  const nonce = randomBytes(16).toString('hex');
  const script = webview.asWebviewUri(vscode.Uri.joinPath(dist, 'charts.js'));
  const style = webview.asWebviewUri(vscode.Uri.joinPath(dist, 'charts.css'));
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${style}">
<title>Charts</title>
</head>
<body><main id="page"></main><script nonce="${nonce}" src="${script}"></script></body>
</html>`;
}
