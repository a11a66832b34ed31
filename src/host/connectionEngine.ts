import type { ConnectionDefinition } from '../aws/connections/definition.ts';
import type { ConnectionDoors } from '../aws/connections/doors.ts';
import type { OpenedConnection } from '../aws/connections/openConnection.ts';
import type { ProfileSummary } from '../aws/connections/profileSummary.ts';

/** What dist/aws.js does of it. */
export interface ConnectionEngine {
  /** Reads files at most. */
  openConnection(
    definition: ConnectionDefinition,
    doors: ConnectionDoors,
  ): Promise<OpenedConnection>;
  listProfiles(environment: NodeJS.ProcessEnv): Promise<readonly ProfileSummary[]>;
  signIn(
    definition: ConnectionDefinition,
    doors: ConnectionDoors,
    signal: AbortSignal,
  ): Promise<void>;
  signOut(definition: ConnectionDefinition, doors: ConnectionDoors): Promise<void>;
}
