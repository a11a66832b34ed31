import * as vscode from 'vscode';
import type { LocalAccount } from '../app/connection.ts';
import type { Settings } from '../settings.ts';

/** Keeps what new terminals are given in step with the setting and with where the endpoint is. */
export interface TerminalEnvironment extends vscode.Disposable {
  /** The endpoint is there, perhaps at another address than before. */
  update(variables: Readonly<Record<string, string>>): void;
}

/** Nothing of it is kept by VS Code: a window that opens again must not name an endpoint that is gone. */
export function registerTerminalEnvironment(options: {
  readonly collection: vscode.GlobalEnvironmentVariableCollection;
  readonly local: Pick<LocalAccount, 'environment'>;
  readonly settings: () => Settings;
  readonly log: (message: string) => void;
}): TerminalEnvironment {
  const { collection } = options;
  collection.persistent = false;

  function update(variables: Readonly<Record<string, string>>): void {
    if (!options.settings().localTerminals) return;
    collection.description = 'AWS tools of this terminal use the local account of Lambda Bench.';
    for (const [name, value] of Object.entries(variables)) collection.replace(name, value);
  }

  function follow(): void {
    if (!options.settings().localTerminals) {
      collection.clear();
      return;
    }
    options.local
      .environment()
      .then(update)
      .catch((error: unknown) => options.log(`New terminals stay as they are: ${error}`));
  }

  if (options.settings().localTerminals && vscode.workspace.isTrusted) follow();
  const change = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('lambdaBench.local.terminals')) follow();
  });
  const trust = vscode.workspace.onDidGrantWorkspaceTrust(follow);
  return { update, dispose: () => vscode.Disposable.from(change, trust).dispose() };
}
