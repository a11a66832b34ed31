import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { type Fix, isCancelled, isUserError } from '../errors.ts';
import { logEntry } from '../logEntry.ts';
import { attachAccessPolicy } from './attachAccessPolicy.ts';
import { cancelInvocation } from './cancelInvocation.ts';
import { changeFunction } from './changeFunction.ts';
import { copyArn } from './copyArn.ts';
import { copyName } from './copyName.ts';
import { createFunction } from './createFunction.ts';
import { createRole } from './createRole.ts';
import { deleteFunction } from './deleteFunction.ts';
import { deleteRole } from './deleteRole.ts';
import { dryRunPayload } from './dryRunPayload.ts';
import { invokeAgain } from './invokeAgain.ts';
import { invokePayload } from './invokePayload.ts';
import { loadMore } from './loadMore.ts';
import { newPayload } from './newPayload.ts';
import { openConsole } from './openConsole.ts';
import { openResponse } from './openResponse.ts';
import { queuePayload } from './queuePayload.ts';
import { refreshFunctions } from './refreshFunctions.ts';
import { refreshRoles } from './refreshRoles.ts';
import { resetLocalAccount } from './resetLocalAccount.ts';
import { showAllRoles } from './showAllRoles.ts';
import { showLambdaRoles } from './showLambdaRoles.ts';
import { showLog } from './showLog.ts';
import { updateCode } from './updateCode.ts';

type Command = (app: App, ...targets: unknown[]) => unknown;

/** Every command: the last segment of its id, its function and its file have the same name. */
const commands: Readonly<Record<string, Command>> = {
  attachAccessPolicy,
  cancelInvocation,
  changeFunction,
  copyArn,
  copyName,
  createFunction,
  createRole,
  deleteFunction,
  deleteRole,
  dryRunPayload,
  invokeAgain,
  invokePayload,
  loadMore,
  newPayload,
  openConsole,
  openResponse,
  queuePayload,
  refreshFunctions,
  refreshRoles,
  resetLocalAccount,
  showAllRoles,
  showLambdaRoles,
  showLog,
  updateCode,
};

/** Registers the table. The only place where a command's failure is caught. */
export function registerCommands(app: App): vscode.Disposable {
  const registrations = Object.entries(commands).map(([name, command]) =>
    vscode.commands.registerCommand(`lambdaBench.${name}`, async (...targets: unknown[]) => {
      try {
        return await command(app, ...targets);
      } catch (error) {
        report(app, error);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registrations);
}

/** Silence, a message in the person's words, or a bug: nothing else can come out of a command. */
function report({ show }: Pick<App, 'show'>, error: unknown): void {
  if (isCancelled(error)) return;
  show.log(logEntry(error));
  if (isUserError(error)) {
    show.error(error.message, ...(error.fix ? [error.fix, logFix] : [logFix]));
  } else {
    const message = error instanceof Error ? error.message : String(error);
    show.error(`Unexpected failure: ${message}`, logFix);
  }
}

const logFix: Fix = { title: 'Show Log', command: 'lambdaBench.showLog' };
