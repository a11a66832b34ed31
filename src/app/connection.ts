import type { Account } from '../aws/account.ts';
import type {
  ConnectionDefinition,
  CredentialSource,
  CustomEndpoint,
} from '../aws/connections/definition.ts';
import type { SecretName } from '../aws/connections/doors.ts';
import type { ProfileSummary } from '../aws/connections/profileSummary.ts';
import type { Place } from '../whereText.ts';

/** The connection that is selected at the moment of each question. */
export interface Connection {
  /** As the person knows it, e.g. `local`. */
  readonly name: string;
  /** `missing`: the connection that is selected by its name is not defined. */
  readonly kind: ConnectionKind;
  /** Whether everything that changes or runs something is asked for first. */
  readonly protected: boolean;
  /** Whether its invocations are kept in the history. */
  readonly keepsHistory: boolean;
  /**
   * Opens the account; for the local connection this starts the endpoint when none runs. Within a
   * command, a person may be asked for what is missing (a sign-in, an MFA code); elsewhere, as in a
   * view that lists, what is missing is told by a `UserError`.
   */
  account(): Promise<Account>;
  /** What can be said of where it leads to without asking anybody. */
  known(): Place;
  /** Looks up whose the account is that was opened: once for it, not for long, and without failing. */
  identify(account: Account): Promise<void>;
  /**
   * Hears that requests go elsewhere now (`selected`), or that more is `known` of where they go;
   * answers with what ends that.
   */
  onDidChange(listener: (change: 'selected' | 'known') => void): () => void;
}

export type ConnectionKind = 'local' | CredentialSource['kind'] | 'missing';

/** All connections of the person, and which one is selected in this workspace. */
export interface Connections {
  /** The built-in one first, then in the order of the setting. */
  list(): readonly KnownConnection[];
  /** What is wrong with the setting, in whole sentences; what is right works all the same. */
  faults(): readonly string[];
  select(name: string): Promise<void>;
  /**
   * Writes a connection to the person's settings, new or in the place of the one that it replaces,
   * whose selection and secrets it takes over. Secrets that are given are stored instead.
   */
  save(
    definition: ConnectionDefinition,
    options?: { readonly replaces?: string | undefined; readonly secrets?: Secrets | undefined },
  ): Promise<void>;
  /** From the person's settings, with its secrets. */
  remove(name: string): Promise<void>;
  /** What is stored for it. */
  secrets(name: string): Promise<Secrets>;
  /** The region of the selected connection in this workspace; undefined: its own. */
  changeRegion(region: string | undefined): Promise<void>;
  /** Profiles of the shared config and credentials files. */
  profiles(): Promise<readonly ProfileSummary[]>;
  /** Emulators by AWS whose folders are on this machine. */
  emulators(): Promise<readonly CustomEndpoint[]>;
  /** Signs in anew, whatever was signed in before. */
  signIn(name: string, signal: AbortSignal): Promise<void>;
  /** Ends the session and forgets its credentials. */
  signOut(name: string): Promise<void>;
}

export interface KnownConnection {
  readonly name: string;
  readonly kind: ConnectionKind;
  /** Undefined for the built-in one. */
  readonly definition: ConnectionDefinition | undefined;
  readonly selected: boolean;
  /** Whether somebody has to sign in before it can be used, as far as that is known. */
  readonly needsSignIn: boolean;
  readonly known: Place;
}

/** Never shown, written or logged. */
export type Secrets = Readonly<Partial<Record<SecretName, string>>>;

/** The account behind the built-in connection, whichever connection is selected. */
export interface LocalAccount {
  /** Removes every function and role. */
  reset(): Promise<void>;
  /** What makes AWS' tools use the account: variables of the shared SDK settings, keys among them. */
  environment(): Promise<Readonly<Record<string, string>>>;
}
