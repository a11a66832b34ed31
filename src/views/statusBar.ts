import * as vscode from 'vscode';
import type { Report } from '../app/show.ts';
import type { Invocations } from '../history/invocations.ts';
import { outcomeText, runningText, type StatusText } from './statusText.ts';

/** The status bar's item: what runs and for how long, then how the last one ended. */
export interface StatusBar extends vscode.Disposable {
  ended(report: Report): void;
}

export function registerStatusBar(invocations: Invocations): StatusBar {
  const item = vscode.window.createStatusBarItem('invocation', vscode.StatusBarAlignment.Left, 0);
  item.name = 'Lambda Bench: Invocation';
  let last: StatusText | undefined;
  let clock: NodeJS.Timeout | undefined;
  let invoking = false;

  function draw(): void {
    const running = invocations.running();
    enableStop(running.length > 0);
    if (running.length === 0) {
      clearInterval(clock);
      clock = undefined;
      if (last) show(last, 'lambdaBench.showResult');
      else item.hide();
      return;
    }
    clock ??= setInterval(draw, 1000);
    show(runningText(running, Date.now()), 'lambdaBench.cancelInvocation');
  }

  /** The palette offers to stop waiting while there is something to wait for. */
  function enableStop(enabled: boolean): void {
    if (enabled === invoking) return;
    invoking = enabled;
    void vscode.commands.executeCommand('setContext', 'lambdaBench.invoking', enabled);
  }

  function show({ text, tooltip, severity }: StatusText, command: string): void {
    item.text = text;
    item.tooltip = tooltip;
    item.command = command;
    item.backgroundColor = severity && new vscode.ThemeColor(`statusBarItem.${severity}Background`);
    item.show();
  }

  const unsubscribe = invocations.onChange(draw);
  return {
    ended(report) {
      last = outcomeText(report);
    },
    dispose() {
      unsubscribe();
      clearInterval(clock);
      item.dispose();
    },
  };
}
