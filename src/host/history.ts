import { join } from 'node:path';
import * as vscode from 'vscode';
import type { History } from '../history/history.ts';
import type { Settings } from '../settings.ts';

/** The history in the extension's own storage, shared by all windows. Nothing of it is loaded before it is asked for. */
export function createHistory(
  storage: vscode.Uri,
  settings: () => Settings,
  log: (message: string) => void,
): () => Promise<History> {
  let opened: Promise<History> | undefined;
  async function open(): Promise<History> {
    // The build turns this into a `require` of dist/history.js.
    const { openStore } = await import('../history/store.ts');
    return openStore({
      folder: join(storage.fsPath, 'history'),
      limits: () => settings().historyLimits,
      log,
      onFailure: (message) => void vscode.window.showWarningMessage(message),
    });
  }
  return () => {
    opened ??= open();
    return opened;
  };
}
