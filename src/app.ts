import type {
  Account,
  FunctionSummary,
  InvocationType,
  Outcome,
  Qualifier,
  RoleSummary,
} from './aws/account.ts';
import type { AllowedActions } from './aws/allowedActions.ts';
import type {
  ConnectionDefinition,
  CredentialSource,
  CustomEndpoint,
} from './aws/connections/definition.ts';
import type { SecretName } from './aws/connections/doors.ts';
import type { ProfileSummary } from './aws/connections/profileSummary.ts';
import type { Packaging } from './aws/packaging.ts';
import type { Permission } from './aws/permission.ts';
import type { Trigger } from './aws/trigger.ts';
import type { ChartPage } from './chartPage.ts';
import type { Fix } from './errors.ts';
import type { Entry } from './history/entry.ts';
import type { History } from './history/history.ts';
import type { Invocations } from './history/invocations.ts';
import type { Problem } from './openedDocument.ts';
import type { Binding } from './payload/binding.ts';
import type { Settings } from './settings.ts';
import type { Place } from './whereText.ts';

/** All that a command may use. Built once in `activate`; a command takes the part it needs by `Pick`. */
export interface App {
  readonly prompts: Prompts;
  readonly progress: Progress;
  readonly show: Show;
  readonly workspace: Workspace;
  /** The selected connection: one object for the window's life, which follows what is selected. */
  readonly connection: Connection;
  readonly connections: Connections;
  readonly local: LocalAccount;
  readonly state: State;
  readonly secondBundle: SecondBundle;
  readonly invocations: Invocations;
  /** Loaded on first use. */
  history(): Promise<History>;
  readonly clipboard: { write(text: string): Promise<void> };
  /** Path of the shell that the person's terminals run, e.g. `/bin/zsh`. */
  shell(): string;
  /** As they are for a file, where they differ between workspace folders. */
  settings(path?: string): Settings;
  /** Writes a setting of this extension, for the person or where the workspace has it already. */
  changeSetting(key: 'roles.showAll', value: boolean): Promise<void>;
  /** Sets one glob of `lambdaBench.payloads` in the settings of the workspace that the file belongs to. */
  sharePayloads(path: string, glob: string, value: unknown): Promise<void>;
}

/** Doors to the bundle that holds the SDK and the packer: loaded on first use. */
export interface SecondBundle {
  packaging(): Promise<Packaging>;
}

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

// --- questions

/** Single questions. Each throws `Cancelled` when the person dismisses it. */
export interface Questions {
  input(question: InputQuestion): Promise<string>;
  pick<T>(question: PickQuestion<T>): Promise<T>;
  pickMany<T>(question: PickManyQuestion<T>): Promise<T[]>;
}

export interface InputQuestion {
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  /** Shown as dots while it is typed. */
  readonly secret?: boolean;
  /** What is wrong with the value in a sentence, or undefined when it will do. Runs as the person types. */
  readonly validate?: (value: string) => string | undefined;
}

export interface Choice<T> {
  readonly label: string;
  readonly value: T;
  readonly description?: string | undefined;
  readonly detail?: string | undefined;
  /** A codicon's name, e.g. `key`. */
  readonly icon?: string;
  /** Choices with the same group stand together under its heading. */
  readonly group?: string;
}

/** Choices that take time come as pages and are shown as they arrive. */
export type Choices<T> = readonly Choice<T>[] | AsyncIterable<readonly Choice<T>[]>;

export interface PickQuestion<T> {
  readonly prompt: string;
  readonly choices: Choices<T>;
  /** The choice that Enter takes at first; without one, the first. */
  readonly active?: (value: T) => boolean;
}

export interface PickManyQuestion<T> extends PickQuestion<T> {
  readonly selected?: (value: T) => boolean;
  /** What is wrong with the selection, or undefined when it will do. */
  readonly validate?: (values: readonly T[]) => string | undefined;
}

/** One step of a wizard: asked only when `when` holds; what it answers is merged into the answers. */
export interface Step<T> {
  readonly when?: (answers: Partial<T>) => boolean;
  ask(questions: Questions, answers: Partial<T>): Promise<Partial<T>>;
}

export interface Prompts extends Questions {
  /**
   * Asks the steps in order, with Back and step numbers. Starts from what is known already; a step
   * whose `when` does not hold is passed over in both directions. Throws `Cancelled`.
   */
  wizard<T extends object>(
    title: string,
    steps: readonly Step<T>[],
    known?: Partial<T>,
  ): Promise<Partial<T>>;
  /** A modal question with one action; throws `Cancelled` unless it was chosen. */
  confirm(question: {
    readonly message: string;
    readonly detail?: string;
    readonly action: string;
  }): Promise<void>;
  /** Absolute path of a file to write, which may exist when the person agreed; throws `Cancelled`. */
  saveAs(question: { readonly title: string; readonly name: string }): Promise<string>;
  /** Absolute path of a file that is there; throws `Cancelled`. */
  openFile(question: { readonly title: string }): Promise<string>;
}

// --- what is shown

export interface Progress {
  /**
   * Runs the task under a cancellable notification. When the person cancels, `signal` is aborted;
   * the task decides what is undone and what it throws.
   */
  run<T>(title: string, task: (step: ProgressStep) => Promise<T>): Promise<T>;
}

export interface ProgressStep {
  readonly signal: AbortSignal;
  report(message: string): void;
}

export interface Show {
  /** A notification that waits for nobody; a chosen fix runs its command. */
  message(text: string, ...fixes: readonly Fix[]): void;
  warning(text: string, ...fixes: readonly Fix[]): void;
  error(text: string, ...fixes: readonly Fix[]): void;
  /** Opens a file, with the cursor at a zero-based position when one is given. */
  file(
    path: string,
    position?: { readonly line: number; readonly character: number },
  ): Promise<void>;
  /** Opens text as an untitled document. */
  document(content: string, language: string): Promise<void>;
  /** Lists again, and selects the row when one is named. */
  functions(reveal?: string): Promise<void>;
  roles(reveal?: string): Promise<void>;
  history(): Promise<void>;
  /** The next rows of a period of the history. */
  older(period: string): Promise<void>;
  /** The next page of a view. */
  more(view: ViewName): Promise<void>;
  /** Groups functions by the values of a tag, by their ARNs, until another grouping is chosen. */
  groupByTag(key: string, values: ReadonlyMap<string, string>): void;
  /** Fetches again what stands below a row. */
  refreshRow(row: Row): void;
  /** Fetches again the rows among which a row stands. */
  refreshBeside(row: Row): void;
  /** Fetches again what stands below the rows of a kind, as far as they were expanded. */
  refreshRows(kind: Row['kind']): void;
  /** Puts rows below a row in place of what stands there. */
  below(row: Row, rows: readonly Row[]): void;
  /** Adds a block to the output panel, or ends the one that was begun; it comes forward as the settings say. */
  result(report: Report): Promise<void>;
  /** Adds a part of an answer to the output panel; the first one begins the block of its invocation. */
  part(head: ReportHead, part: Uint8Array): void;
  /** Adds text to the output panel, which comes forward as the settings say. */
  block(text: string, failed: boolean): void;
  /** Opens bytes as a read-only document, in the editor that its name asks for. */
  response(name: string, content: Uint8Array): Promise<void>;
  /** Opens a file of any kind and size, by its absolute path, in the editor that its name asks for. */
  anyFile(path: string): Promise<void>;
  /** Opens a document of the account, by the path that `documentPath` makes, to be edited. */
  accountDocument(path: string): Promise<void>;
  /** Whether an extension shows files with this ending, e.g. `.pdf`, which VS Code itself does not. */
  hasEditorFor(ending: string): boolean;
  /**
   * Opens text as a JSON document that the person may change before it is used; what `problems` finds is
   * underlined.
   */
  draft(name: string, text: string, problems: (text: string) => readonly Problem[]): Promise<Draft>;
  /** Opens two read-only documents in the diff editor. */
  difference(title: string, left: ShownDocument, right: ShownDocument): Promise<void>;
  /** Opens a read-only document that grows; with `follow`, its end stays in sight. */
  live(name: string, options: { readonly follow: boolean }): Promise<LiveDocument>;
  /** Ends what is written to a growing document: the one of this target, else the active editor's. */
  stopLive(target?: unknown): void;
  /** Opens charts and their tables in a tab; the same title takes the place of what was there. */
  chart(page: ChartPage): void;
  /** Opens a web page. */
  url(url: string): Promise<void>;
  /** For the log channel: never a credential. */
  log(message: string): void;
  openLog(): void;
  /** Brings the output panel forward. */
  openResult(): void;
}

export interface Draft {
  /** As it is now. */
  text(): string;
  /** Closes its editor. */
  close(): Promise<void>;
}

export interface LiveDocument {
  append(text: string): void;
  /** Aborted when the person closes the document or stops it. */
  readonly closed: AbortSignal;
}

export interface ShownDocument {
  /** E.g. `orders response.json`. */
  readonly name: string;
  readonly content: Uint8Array;
}

/** What is told of an invocation when it has been sent. */
export interface ReportHead {
  /** Identifies the answer in the link that opens it whole. */
  readonly id: number;
  readonly functionName: string;
  readonly qualifier: string | undefined;
  readonly connection: string;
  readonly accountId: string | undefined;
  /** Undefined when the connection could not be opened. */
  readonly region: string | undefined;
  readonly startedAt: Date;
  readonly type: InvocationType;
  /** Whether its answer was asked for in parts. */
  readonly streamed?: boolean;
  /** What was sent, in words, e.g. `events/order-created.json`. */
  readonly payloadName: string;
  /** Bytes. */
  readonly payloadSize: number;
  /** What was sent, where the file's variables were filled in; without the values of environment variables. */
  readonly filledIn?: Uint8Array | undefined;
  /** What a person must know of what was sent or done before, a sentence each. */
  readonly notes: readonly string[];
}

/** Everything that is told of one invocation. */
export interface Report extends ReportHead {
  readonly outcome: Outcome;
  /** It is told once more, from the history. */
  readonly recalled?: true;
  /** Makes the paths in a stack or log lead into the workspace. */
  readonly mapPaths: (text: string) => string;
}

// --- the person's workspace

export interface Workspace {
  /** Absolute paths of the open folders. */
  folders(): readonly string[];
  /** The workspace folder that holds the path. */
  folderOf(path: string): string | undefined;
  /** The file in the active editor. */
  activeFile(): string | undefined;
  /** The document in the active editor, saved or not. */
  activeText():
    | { readonly name: string; readonly language: string; readonly text: string }
    | undefined;
  /** Saves the file's editor if it has changes; throws a `UserError` when that fails. */
  save(path: string): Promise<void>;
  /** Saves every changed editor below the path. */
  saveBelow(path: string): Promise<void>;
  /** Absolute paths of the files whose editors have changes. */
  changed(): readonly string[];
  /** Absolute paths of files that match the glob, `node_modules` left out. */
  find(glob: string, limit: number): Promise<readonly string[]>;
}

/** JSON values kept for this workspace. What comes out is checked by who reads it. */
export interface State {
  get(key: string): unknown;
  set(key: string, value: unknown): Promise<void>;
}

// --- payload tests

/** A payload file with what its function is to answer beside it; absolute paths. */
export interface PayloadTest {
  readonly payload: string;
  readonly expected: string;
}

/** Hears how tests go; each ends in one way. Times in ms. */
export interface TestListener {
  started(test: PayloadTest): void;
  passed(test: PayloadTest, elapsed: number): void;
  failed(test: PayloadTest, failure: TestFailure, elapsed: number): void;
  /** It could not be told whether it passes: the message says what to do. */
  errored(test: PayloadTest, message: string): void;
  skipped(test: PayloadTest): void;
  /** Lines for the output of the run, with a test for that of the test. */
  output(text: string, test?: PayloadTest): void;
}

export interface TestFailure {
  readonly message: string;
  /** What was expected and what came, laid out; undefined where there is nothing to compare. */
  readonly difference?: { readonly expected: string; readonly actual: string } | undefined;
}

// --- rows

export type ViewName = 'functions' | 'roles';

/** What stands below a function, group by group. */
export type GroupKind =
  | 'payloads'
  | 'configuration'
  | 'versions'
  | 'permissions'
  | 'triggers'
  | 'url'
  | 'environment'
  | 'tags';

/** A row of the views: data. `kind` is the row's `contextValue`. */
export type Row =
  | { readonly kind: 'function'; readonly function: FunctionSummary; readonly favourite?: true }
  /** Known by its name only, where functions cannot be listed. */
  | { readonly kind: 'namedFunction'; readonly functionName: string }
  /** Functions that have something in common, e.g. how their names begin. */
  | {
      readonly kind: 'functionGroup';
      readonly name: string;
      readonly rows: readonly Extract<Row, { kind: 'function' }>[];
    }
  | { readonly kind: GroupKind; readonly function: FunctionSummary }
  | {
      readonly kind: 'payload';
      /** Absolute. */
      readonly path: string;
      /** Relative to its workspace folder. */
      readonly name: string;
      /** The workspace folder's name, where several are open. */
      readonly folder: string | undefined;
      readonly binding: Binding;
    }
  | { readonly kind: 'noPayload'; readonly functionName: string }
  | {
      readonly kind: 'alias' | 'version';
      readonly function: FunctionSummary;
      readonly qualifier: Qualifier;
    }
  | {
      readonly kind: 'variable';
      readonly function: FunctionSummary;
      readonly name: string;
      /** There only when it was asked for. */
      readonly value?: string;
    }
  | { readonly kind: 'tag'; readonly key: string; readonly value: string }
  | { readonly kind: 'address'; readonly function: FunctionSummary; readonly url: string }
  | {
      /** Something to read, with nothing to do about it. */
      readonly kind: 'fact';
      readonly label: string;
      readonly value: string;
      readonly tooltip?: string;
      /** A codicon's name. */
      readonly icon?: string;
      readonly severity?: 'warning' | 'error';
    }
  | {
      readonly kind: 'permission';
      readonly function: FunctionSummary;
      readonly qualifier: string | undefined;
      readonly permission: Permission;
    }
  | {
      readonly kind: 'qualifierPermissions';
      readonly function: FunctionSummary;
      readonly qualifier: Qualifier;
    }
  | {
      readonly kind: 'trigger' | 'disabledTrigger';
      readonly function: FunctionSummary;
      readonly trigger: Trigger;
    }
  | {
      /** What the function's role lacks to read a trigger's source. */
      readonly kind: 'lack';
      readonly function: FunctionSummary;
      /** In words. */
      readonly actions: string;
      readonly missing: readonly AllowedActions[];
    }
  | { readonly kind: 'role'; readonly role: RoleSummary }
  | { readonly kind: 'trustPolicy'; readonly role: RoleSummary }
  | { readonly kind: 'roleUsers'; readonly role: RoleSummary }
  | {
      readonly kind: 'attachedPolicy';
      readonly role: RoleSummary;
      readonly policy: { readonly name: string; readonly arn: string };
    }
  | { readonly kind: 'inlinePolicy'; readonly role: RoleSummary; readonly name: string }
  | {
      readonly kind: 'more';
      readonly view: ViewName;
      /** More rows are on their way. */
      readonly isFetching: boolean;
    }
  | {
      readonly kind: 'failure';
      readonly view: ViewName;
      readonly message: string;
      /** Whose children could not be fetched; absent for the view itself. */
      readonly of?: Row;
      /** What a click does; without one it lists again. */
      readonly fix?: Fix | undefined;
    };

/** A row of the History view. */
export type HistoryRow =
  | {
      readonly kind: 'period';
      /** E.g. `Yesterday`. */
      readonly name: string;
      /** Of its invocations, newest first. */
      readonly ids: readonly string[];
    }
  | { readonly kind: 'invocation'; readonly entry: Entry }
  | { readonly kind: 'older'; readonly period: string }
  | { readonly kind: 'noHistory'; readonly message: string };
