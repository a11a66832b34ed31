import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { type Fix, isCancelled, isUserError, messageOf, type UserError } from '../errors.ts';
import { logEntry } from '../logEntry.ts';
import type { Attendance } from './attendance.ts';

/**
 * Registers the commands of the manifest: the only `registerCommand`, and the only place where a
 * command's failure is caught. Their code is loaded with the first one that is run.
 */
export function registerCommands(
  made: () => Promise<App>,
  attendance: Attendance,
  extension: vscode.Extension<unknown>,
): vscode.Disposable {
  const registrations = commandNames(extension.packageJSON).map((name) =>
    vscode.commands.registerCommand(`lambdaBench.${name}`, async (...targets: unknown[]) => {
      const app = await made();
      try {
        // The build turns this into a `require` of dist/commands.js.
        const { commands } = await import('../commands/index.ts');
        return await attendance.attend(() => commands[name]?.(app, ...targets));
      } catch (error) {
        report(app, error);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registrations);
}

/** `createRole` of `lambdaBench.createRole`; that each has a function, and each function an id, is tested. */
function commandNames(manifest: { contributes: { commands: { command: string }[] } }): string[] {
  return manifest.contributes.commands.map(({ command }) => command.replace('lambdaBench.', ''));
}

/** Silence, a message in the person's words, or a bug: nothing else can come out of a command. */
function report({ show }: Pick<App, 'show'>, error: unknown): void {
  if (isCancelled(error)) return;
  show.log(logEntry(error));
  if (isUserError(error)) {
    show.error(error.message, ...fixes(error));
  } else {
    const message = messageOf(error);
    show.error(`Unexpected failure: ${message}`, logFix);
  }
}

/** A message without any button is shown cut to one line; where there is a cure, the log is offered for its cause only. */
function fixes({ fix, cause }: UserError): readonly Fix[] {
  if (fix === undefined) return [logFix];
  return cause === undefined || fix.command === logFix.command ? [fix] : [fix, logFix];
}

const logFix: Fix = { title: 'Show Log', command: 'lambdaBench.showLog' };
