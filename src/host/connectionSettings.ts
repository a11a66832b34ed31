import * as vscode from 'vscode';
import type { NetworkSettings } from '../aws/connections/doors.ts';
import { messageOf, UserError } from '../errors.ts';
import type { ConnectionsOptions } from './connections.ts';
import { readSettings } from './readSettings.ts';

/** The setting `lambdaBench.connections`, which is the person's and of no workspace. */
export const connectionSetting: ConnectionsOptions['setting'] = {
  read: () => readSettings().connections,
  async write(value) {
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
  },
};

/** VS Code's own settings of the network. */
export function readNetwork(): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http');
  const proxySupport: unknown = http.get('proxySupport');
  return {
    proxySupport: typeof proxySupport === 'string' ? proxySupport : undefined,
    strictSsl: http.get('proxyStrictSSL') !== false,
  };
}
