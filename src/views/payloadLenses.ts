import * as vscode from 'vscode';
import type { Connection, Workspace } from '../app.ts';
import type { ObservableState } from '../host/state.ts';
import { bindingsKey, findBinding, targetName } from '../payload/fileBinding.ts';
import { fileKey } from '../payload/rememberedBindings.ts';
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
    options.state.onDidChange(() => changed.fire()),
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
  const { state, workspace, connection, settings } = options;
  const path = uri.fsPath;
  const key = fileKey(workspace.folderOf(path), path);
  const binding = findBinding(key, state.get(bindingsKey), settings(path).payloads);
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
    ...(type === 'Event' ? [] : [lens('Event', 'queuePayload')]),
    ...(type === 'DryRun' ? [] : [lens('Dry Run', 'dryRunPayload')]),
    lens('Change…', 'changeFunction'),
  ];
}

const verbs = { RequestResponse: 'Invoke', Event: 'Queue', DryRun: 'Dry run' } as const;
