import * as vscode from 'vscode';
import type { Settings } from '../settings.ts';

/** As they are for a file, where they differ between workspace folders. */
export function readSettings(path?: string): Settings {
  const resource = path === undefined ? undefined : vscode.Uri.file(path);
  const configuration = vscode.workspace.getConfiguration('lambdaBench', resource);
  return {
    revealResult: oneOf(
      configuration.get('result.reveal'),
      ['always', 'onError', 'never'],
      'always',
    ),
    focusResult: configuration.get('result.focus') === true,
    clearBeforeResult: configuration.get('result.clear') === true,
    updateBeforeInvoke: configuration.get('updateBeforeInvoke') !== false,
    payloads: configuration.get('payloads'),
    connections: configuration.get('connections'),
    connection: text(configuration.get('connection')),
    localNode: text(configuration.get('local.node')),
    localPython: text(configuration.get('local.python')),
    localDataFolder: text(configuration.get('local.dataFolder')),
    localRegion: text(configuration.get('local.region')) ?? 'us-east-1',
    localMaximumEnvironments: count(configuration.get('local.maximumEnvironments')),
    localPublicUrls: configuration.get('local.publicUrls') === true,
    localTerminals: configuration.get('local.terminals') === true,
    showAllRoles: configuration.get('roles.showAll') === true,
    keepHistory: configuration.get('history.keep') !== false,
    historyLimits: {
      entries: count(configuration.get('history.maximumEntries')) ?? 1000,
      size: (count(configuration.get('history.maximumSize')) ?? 200) * 1024 * 1024,
      age: (count(configuration.get('history.maximumAge')) ?? 30) * 24 * 60 * 60 * 1000,
    },
  };
}

/** For the person, but where the workspace says otherwise, which would win. */
export async function changeSetting(key: string, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('lambdaBench');
  const ofWorkspace = configuration.inspect(key)?.workspaceValue !== undefined;
  await configuration.update(
    key,
    value,
    ofWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
  );
}

/** VS Code edits the settings file in place: its comments and order stay. */
export async function sharePayloads(path: string, glob: string, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('lambdaBench', vscode.Uri.file(path));
  const { workspaceFolderValue, workspaceValue } = configuration.inspect('payloads') ?? {};
  const severalFolders = vscode.workspace.workspaceFile !== undefined;
  await configuration.update(
    'payloads',
    { ...Object(severalFolders ? workspaceFolderValue : workspaceValue), [glob]: value },
    severalFolders
      ? vscode.ConfigurationTarget.WorkspaceFolder
      : vscode.ConfigurationTarget.Workspace,
  );
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T {
  return allowed.find((candidate) => candidate === value) ?? otherwise;
}
