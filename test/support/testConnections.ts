import { createAttendance } from '../../src/host/attendance.ts';
import { connectionDoors } from '../../src/host/connectionDoors.ts';
import { createConnectionSecrets } from '../../src/host/connectionSecrets.ts';
import {
  type ConnectionsOptions,
  createConnections,
  type OwnedConnections,
} from '../../src/host/connections.ts';
import { memoryState } from './memoryState.ts';

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
  /** As the registration of commands does it. */
  attend<T>(work: () => T): T;
}

export function testConnections(
  options: Pick<ConnectionsOptions, 'local' | 'state'> &
    Pick<Parameters<typeof connectionDoors>[1], 'prompts' | 'show'> &
    Partial<Pick<ConnectionsOptions, 'signIn'>>,
): TestConnections {
  const stored = new Map<string, string>();
  const secrets = createConnectionSecrets({
    get: async (key) => stored.get(key),
    store: async (key, value) => void stored.set(key, value),
    delete: async (key) => void stored.delete(key),
  });
  const globalState = memoryState();
  const attendance = createAttendance();
  const test: TestConnections = {
    setting: [],
    preset: undefined,
    trusted: true,
    stored,
    attend: attendance.attend,
    connections: createConnections({
      local: options.local,
      state: options.state,
      secrets,
      engine: () => import('../../src/aws/connect.ts'),
      setting: {
        read: () => test.setting,
        // VS Code writes JSON.
        write: async (value) => {
          test.setting = JSON.parse(JSON.stringify(value));
        },
      },
      preset: () => test.preset,
      doors: (definition) =>
        connectionDoors(definition, {
          ...options,
          secrets,
          globalState,
          attended: attendance.attended,
          network: () => ({}),
        }),
      signIn: options.signIn ?? (() => Promise.reject(new Error('No test of this App signs in'))),
      attended: attendance.attended,
      trusted: () => test.trusted,
    }),
  };
  return test;
}
