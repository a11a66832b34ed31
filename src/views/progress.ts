import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Progress } from '../app.ts';

/** What is done sooner shows itself by its result: a notification would only flicker. */
const patience = 400;

export function createProgress(): Progress {
  return {
    async run(title, task) {
      const controller = new AbortController();
      let last: string | undefined;
      let show = (message: string): void => {
        last = message;
      };
      const running = task({ signal: controller.signal, report: (message) => show(message) });
      const ended = running.then(
        () => undefined,
        () => undefined,
      );
      const done = await Promise.race([ended.then(() => true), delay(patience, false)]);
      if (!done) {
        await vscode.window.withProgress(
          { location: vscode.ProgressLocation.Notification, title, cancellable: true },
          async (progress, token) => {
            show = (message) => progress.report({ message });
            if (last !== undefined) show(last);
            const listener = token.onCancellationRequested(() => controller.abort());
            await ended;
            listener.dispose();
          },
        );
      }
      return running;
    },
  };
}
