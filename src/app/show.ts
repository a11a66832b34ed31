import type { InvocationType, Outcome } from '../aws/outcome.ts';
import type { ChartPage } from '../chartPage.ts';
import type { Fix } from '../errors.ts';
import type { Unended } from '../history/unended.ts';
import type { Problem } from '../openedDocument.ts';
import type { Row, ViewName } from './row.ts';

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
  /** Saves the document of an account that is being edited, by hand. */
  saveAccountDocument(): Promise<void>;
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
  /** Only what the history tells again may have none. */
  readonly outcome: Outcome | Unended;
  /** It is told once more, from the history. */
  readonly recalled?: true;
  /** Makes the paths in a stack or log lead into the workspace. */
  readonly mapPaths: (text: string) => string;
}
