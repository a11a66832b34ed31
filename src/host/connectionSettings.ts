import * as vscode from 'vscode';
import type { NetworkSettings } from '../aws/connections/doors.ts';
import { messageOf, UserError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import type { ConnectionsOptions } from './connections.ts';
import { readSettings } from './readSettings.ts';

/** The settings of connections, read once until they change: names and kinds are asked for at every turn. */
export interface ConnectionSettings {
  /** `lambdaBench.connections`, which is the person's and of no workspace. */
  readonly setting: ConnectionsOptions['setting'];
  /** `lambdaBench.connection` */
  preset(): string | undefined;
  /** They may have changed. */
  forget(): void;
}

export function createConnectionSettings(): ConnectionSettings {
  let last: Settings | undefined;
  const now = () => {
    last ??= readSettings();
    return last;
  };
  const forget = () => {
    last = undefined;
  };
  return {
    setting: {
      read: () => now().connections,
      async write(value) {
        await writeConnections(value);
        forget();
      },
    },
    preset: () => now().connection,
    forget,
  };
}

async function writeConnections(value: unknown): Promise<void> {
  try {
    await vscode.workspace
      .getConfiguration('lambdaBench')
      .update('connections', value, vscode.ConfigurationTarget.Global);
  } catch (cause) {
    throw new UserError(
      `Your settings could not be written: ${messageOf(cause)} Correct them, then try again.`,
      {
        cause,
        fix: { title: 'Open Settings', command: 'workbench.action.openSettingsJson' },
      },
    );
  }
}

/** VS Code's own settings of the network. */
export function readNetwork(): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http');
  const proxySupport: unknown = http.get('proxySupport');
  return {
    proxySupport: typeof proxySupport === 'string' ? proxySupport : undefined,
    strictSsl: http.get('proxyStrictSSL') !== false,
  };
}
