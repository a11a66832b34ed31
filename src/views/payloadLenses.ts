import * as vscode from 'vscode';
import type { Connection } from '../app/connection.ts';
import type { Workspace } from '../app.ts';
import type { ObservableState } from '../host/state.ts';
import { targetName } from '../payload/binding.ts';
import { bindingOf, bindingsKey, variablesOf } from '../payload/fileBinding.ts';
import type { Settings } from '../settings.ts';

export interface PayloadLensOptions {
  readonly state: ObservableState;
  readonly workspace: Workspace;
  readonly connection: Connection;
  readonly settings: (path: string) => Settings;
}

/** Above the first line of files that are known as payloads: what can be done with them, and where. */
export function registerPayloadLenses(options: PayloadLensOptions): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    new vscode.Disposable(options.connection.onDidChange(() => changed.fire())),
    options.state.onDidChange((key) => {
      if (key === bindingsKey) changed.fire();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('lambdaBench.payloads')) changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(
      [
        { scheme: 'file', language: 'json' },
        { scheme: 'file', language: 'jsonc' },
      ],
      {
        onDidChangeCodeLenses: changed.event,
        provideCodeLenses: ({ uri }) => lensesOf(uri, options),
      },
    ),
  );
}

function lensesOf(uri: vscode.Uri, options: PayloadLensOptions): vscode.CodeLens[] {
  const { connection } = options;
  const binding = bindingOf(options, uri.fsPath);
  if (binding === undefined) return [];
  const { type = 'RequestResponse' } = binding;
  const lens = (title: string, command: string): vscode.CodeLens =>
    new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
      title,
      command: `lambdaBench.${command}`,
      arguments: [uri],
    });
  return [
    lens(`$(play) ${verbs[type]} ${targetName(binding)} (${connection.name})`, 'invokePayload'),
    ...(type === 'Event' ? [] : [lens('Queue as Event', 'queuePayload')]),
    ...(type === 'DryRun' ? [] : [lens('Dry Run', 'dryRunPayload')]),
    lens('Change Function…', 'changeFunction'),
    ...(variablesOf(options, uri.fsPath) === 'off' ? [] : [lens('Variables', 'useVariables')]),
  ];
}

const verbs = { RequestResponse: 'Invoke', Event: 'Queue', DryRun: 'Dry run' } as const;
