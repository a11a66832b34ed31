import * as vscode from 'vscode';
import type { App } from '../app.ts';
import type { Attendance } from './attendance.ts';
import { connectionDoors } from './connectionDoors.ts';
import { createConnectionSecrets } from './connectionSecrets.ts';
import { createConnectionSettings, readNetwork } from './connectionSettings.ts';
import {
  type ConnectionsOptions,
  createConnections,
  type OwnedConnections,
} from './connections.ts';
import { createState, type ObservableState } from './state.ts';

/** The person's connections, in step with VS Code's settings, secrets and trust. */
export function registerConnections(options: {
  readonly context: vscode.ExtensionContext;
  readonly state: ObservableState;
  readonly local: ConnectionsOptions['local'];
  readonly attendance: Attendance;
  readonly signIn: ConnectionsOptions['signIn'];
  // They come to be after the connections.
  readonly prompts: () => App['prompts'];
  readonly show: () => App['show'];
}): OwnedConnections & vscode.Disposable {
  const { context, attendance } = options;
  const settings = createConnectionSettings();
  const secrets = createConnectionSecrets(context.secrets);
  const globalState = createState(context.globalState);
  const connections = createConnections({
    local: options.local,
    // The build turns this import into a `require` of dist/aws.js.
    engine: () => import('../aws/connect.ts'),
    setting: settings.setting,
    state: options.state,
    preset: settings.preset,
    secrets,
    doors: (definition) =>
      connectionDoors(definition, {
        secrets,
        prompts: options.prompts(),
        show: options.show(),
        globalState,
        attended: attendance.attended,
        network: readNetwork,
      }),
    signIn: options.signIn,
    attended: attendance.attended,
    unattended: attendance.unattended,
    trusted: () => vscode.workspace.isTrusted,
  });
  const update = () => {
    settings.forget();
    connections.update();
  };
  const registrations = vscode.Disposable.from(
    globalState,
    // Another window may have stored new keys.
    context.secrets.onDidChange(() => connections.reopen()),
    vscode.workspace.onDidGrantWorkspaceTrust(update),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('http')) connections.reopen();
      if (event.affectsConfiguration('lambdaBench')) update();
    }),
  );
  return { ...connections, dispose: () => registrations.dispose() };
}
