import type { Row, ViewName } from '../../src/app/row.ts';
import type { Report, ReportHead, Show, ShownDocument } from '../../src/app/show.ts';
import type { ChartPage } from '../../src/chartPage.ts';
import type { Fix } from '../../src/errors.ts';
import type { Problem } from '../../src/openedDocument.ts';

interface Message {
  readonly text: string;
  readonly fixes: readonly Fix[];
}

/** What a person would have seen, in order, kind by kind. */
export interface RecordedShow extends Show {
  readonly messages: readonly Message[];
  readonly warnings: readonly Message[];
  readonly errors: readonly Message[];
  readonly files: readonly { path: string; line: number | undefined }[];
  readonly documents: readonly { content: string; language: string }[];
  /** Rows that were revealed; undefined where the view was listed again only. */
  readonly revealed: Readonly<Record<ViewName, readonly (string | undefined)[]>>;
  readonly results: readonly Report[];
  /** Of answers, as they came. */
  readonly parts: readonly { head: ReportHead; text: string }[];
  readonly blocks: readonly string[];
  readonly responses: readonly ShownDocument[];
  /** Files that were opened, whatever they are. */
  readonly opened: readonly string[];
  /** Paths of documents of the account that were opened. */
  readonly accountDocuments: readonly string[];
  /** Drafts as they stand; a test may change their text as a person would. */
  readonly drafts: readonly {
    name: string;
    text: string;
    problems(text: string): readonly Problem[];
    isOpen: boolean;
  }[];
  readonly differences: readonly { title: string; left: ShownDocument; right: ShownDocument }[];
  /** Growing documents, as they stand. */
  readonly logs: readonly { name: string; text: string; stop(): void }[];
  /** Rows that were fetched again, below them or beside them. */
  readonly refreshed: readonly Row[];
  readonly refreshedKinds: readonly Row['kind'][];
  /** What functions were grouped by. */
  readonly grouped: readonly { key: string; values: ReadonlyMap<string, string> }[];
  /** Rows that were put below others. */
  readonly put: readonly { readonly row: Row; readonly rows: readonly Row[] }[];
  /** Periods of the history whose next rows were shown; undefined where it was listed again. */
  readonly histories: readonly (string | undefined)[];
  readonly charts: readonly ChartPage[];
  readonly urls: readonly string[];
  readonly logged: readonly string[];
}

export function recordShow(): RecordedShow {
  const messages: Message[] = [];
  const warnings: Message[] = [];
  const errors: Message[] = [];
  const files: { path: string; line: number | undefined }[] = [];
  const documents: { content: string; language: string }[] = [];
  const functions: (string | undefined)[] = [];
  const roles: (string | undefined)[] = [];
  const results: Report[] = [];
  const parts: { head: ReportHead; text: string }[] = [];
  const blocks: string[] = [];
  const responses: ShownDocument[] = [];
  const opened: string[] = [];
  const accountDocuments: string[] = [];
  const drafts: RecordedShow['drafts'][number][] = [];
  const differences: RecordedShow['differences'][number][] = [];
  const logs: RecordedShow['logs'][number][] = [];
  const grouped: { key: string; values: ReadonlyMap<string, string> }[] = [];
  const refreshed: Row[] = [];
  const refreshedKinds: Row['kind'][] = [];
  const put: { row: Row; rows: readonly Row[] }[] = [];
  const histories: (string | undefined)[] = [];
  const charts: ChartPage[] = [];
  const urls: string[] = [];
  const logged: string[] = [];
  return {
    messages,
    warnings,
    errors,
    files,
    documents,
    revealed: { functions, roles },
    results,
    parts,
    blocks,
    responses,
    opened,
    accountDocuments,
    drafts,
    differences,
    logs,
    grouped,
    refreshed,
    refreshedKinds,
    put,
    urls,
    logged,
    message: (text, ...fixes) => void messages.push({ text, fixes }),
    warning: (text, ...fixes) => void warnings.push({ text, fixes }),
    error: (text, ...fixes) => void errors.push({ text, fixes }),
    file: async (path, position) => void files.push({ path, line: position?.line }),
    document: async (content, language) => void documents.push({ content, language }),
    functions: async (name) => void functions.push(name),
    roles: async (name) => void roles.push(name),
    more: async () => undefined,
    groupByTag: (key, values) => void grouped.push({ key, values }),
    refreshRows: (kind) => void refreshedKinds.push(kind),
    refreshRow: (row) => void refreshed.push(row),
    refreshBeside: (row) => void refreshed.push(row),
    below: (row, rows) => void put.push({ row, rows }),
    part: (head, part) => void parts.push({ head, text: Buffer.from(part).toString() }),
    result: async (report) => void results.push(report),
    block: (text) => void blocks.push(text),
    response: async (name, content) => void responses.push({ name, content }),
    hasEditorFor: () => false,
    anyFile: async (path) => void opened.push(path),
    draft: async (name, text, problems) => {
      const draft = { name, text, problems, isOpen: true };
      drafts.push(draft);
      return {
        text: () => draft.text,
        close: async () => {
          draft.isOpen = false;
        },
      };
    },
    accountDocument: async (path) => void accountDocuments.push(path),
    saveAccountDocument: async () => undefined,
    difference: async (title, left, right) => void differences.push({ title, left, right }),
    live: async (name) => {
      const closed = new AbortController();
      const written = { name, text: '', stop: () => closed.abort() };
      logs.push(written);
      return {
        closed: closed.signal,
        append: (text) => {
          written.text += text;
        },
      };
    },
    stopLive: () => logs.at(-1)?.stop(),
    histories,
    history: async () => void histories.push(undefined),
    older: async (period) => void histories.push(period),
    charts,
    chart: (page) => void charts.push(page),
    url: async (url) => void urls.push(url),
    log: (message) => void logged.push(message),
    openLog: () => undefined,
    openResult: () => undefined,
  };
}
