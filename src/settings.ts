import type { Limits } from './history/limits.ts';

/** The person's settings, checked: what is out of range has fallen back to its default. */
export interface Settings {
  /** When the output panel comes forward. */
  readonly revealResult: 'always' | 'onError' | 'never';
  /** Whether the output panel takes the keyboard focus as it comes forward. */
  readonly focusResult: boolean;
  /** Whether the output panel is emptied before each result. */
  readonly clearBeforeResult: boolean;
  /** Whether a function of the local connection is updated before it is invoked when its source changed. */
  readonly updateBeforeInvoke: boolean;
  /** Shared bindings, glob → function; checked where they are used. */
  readonly payloads: unknown;
  /** The person's connections; checked where they are used. */
  readonly connections: unknown;
  /** Name of the connection that is selected as long as nobody chooses another one here. */
  readonly connection: string | undefined;
  /** Node executable for handlers of the local connection. */
  readonly localNode: string | undefined;
  /** Python executable for handlers of the local connection. */
  readonly localPython: string | undefined;
  /** Where the local account keeps its data; undefined means the user's data folder. */
  readonly localDataFolder: string | undefined;
  /** Region of the local account. */
  readonly localRegion: string;
  /** How many execution environments may run at a time; undefined: what suits the machine. */
  readonly localMaximumEnvironments: number | undefined;
  /** Whether function URLs without authentication are served. */
  readonly localPublicUrls: boolean;
  /** Whether new terminals are given the local account. */
  readonly localTerminals: boolean;
  /** Whether the Execution Roles view shows roles that do not trust Lambda too. */
  readonly showAllRoles: boolean;
  /** Whether invocations are kept in the history. */
  readonly keepHistory: boolean;
  /** How much of the history is kept. */
  readonly historyLimits: Limits;
}
