import { createAttendance } from '../../src/host/attendance.ts';
import { connectionDoors } from '../../src/host/connectionDoors.ts';
import { createConnectionSecrets } from '../../src/host/connectionSecrets.ts';
import {
  type ConnectionsOptions,
  createConnections,
  type OwnedConnections,
} from '../../src/host/connections.ts';
import { type MemoryState, memoryState } from './memoryState.ts';

/** Connections of real parts: only what VS Code keeps is kept in memory here. */
export interface TestConnections {
  readonly connections: OwnedConnections;
  /** What VS Code would have in the settings file. */
  setting: unknown;
  /** The setting `lambdaBench.connection`. */
  preset: string | undefined;
  trusted: boolean;
  /** What VS Code would have in its secret storage. */
  readonly stored: ReadonlyMap<string, string>;
  /** Of all workspaces. */
  readonly globalState: MemoryState;
  /** As the registration of commands does it. */
  attend<T>(work: () => T): T;
}

export function testConnections(
  options: Pick<ConnectionsOptions, 'local' | 'signIn' | 'state'> &
    Pick<Parameters<typeof connectionDoors>[1], 'prompts' | 'show'>,
): TestConnections {
  const stored = new Map<string, string>();
  const secrets = createConnectionSecrets({
    get: async (key) => stored.get(key),
    store: async (key, value) => void stored.set(key, value),
    delete: async (key) => void stored.delete(key),
  });
  const globalState = memoryState();
  const attendance = createAttendance();
  const vscode: Pick<TestConnections, 'setting' | 'preset' | 'trusted'> = {
    setting: [],
    preset: undefined,
    trusted: true,
  };
  const connections = createConnections({
    local: options.local,
    state: options.state,
    secrets,
    engine: () => import('../../src/aws/connect.ts'),
    setting: {
      read: () => vscode.setting,
      // VS Code writes JSON.
      write: async (value) => {
        vscode.setting = JSON.parse(JSON.stringify(value));
      },
    },
    preset: () => vscode.preset,
    doors: (definition) =>
      connectionDoors(definition, {
        ...options,
        secrets,
        globalState,
        attended: attendance.attended,
        network: () => ({}),
      }),
    signIn: options.signIn,
    attended: attendance.attended,
    unattended: attendance.unattended,
    trusted: () => vscode.trusted,
  });
  return Object.assign(vscode, { connections, stored, globalState, attend: attendance.attend });
}
