import * as vscode from 'vscode';
import type { Progress } from '../app.ts';

export function createProgress(): Progress {
  return {
    run: async (title, task) =>
      vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title, cancellable: true },
        async (progress, token) => {
          const controller = new AbortController();
          const listener = token.onCancellationRequested(() => controller.abort());
          try {
            return await task({
              signal: controller.signal,
              report: (message) => progress.report({ message }),
            });
          } finally {
            listener.dispose();
          }
        },
      ),
  };
}
