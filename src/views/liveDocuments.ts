import * as vscode from 'vscode';
import type { LiveDocument } from '../app/show.ts';

/** Read-only documents that grow; each ends with its tab. */
export interface LiveDocuments extends vscode.Disposable {
  /** With `follow`, the end stays in sight as long as the person does not go up to read. */
  open(name: string, options: { readonly follow: boolean }): Promise<LiveDocument>;
  /** Stops what is written to the document, which stays open. */
  stop(uri: vscode.Uri): void;
}

const liveScheme = 'lambda-bench-log';

/** Characters that are kept of a document: the last ones. */
const most = 5_000_000;

interface Entry {
  text: string;
  readonly follow: boolean;
  /** The last line, as it was before the text grew. */
  lastLine: number;
  readonly closed: AbortController;
}

export function registerLiveDocuments(): LiveDocuments {
  const entries = new Map<string, Entry>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const registrations = vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(liveScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => entries.get(uri.toString())?.text ?? '',
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      const entry = entries.get(document.uri.toString());
      if (entry?.follow) followEnd(document, entry);
    }),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const { input } of closed) {
        if (input instanceof vscode.TabInputText) end(input.uri);
      }
    }),
  );
  let opened = 0;

  function end(uri: vscode.Uri): void {
    entries.get(uri.toString())?.closed.abort();
    entries.delete(uri.toString());
  }

  return {
    async open(name, { follow }) {
      const uri = vscode.Uri.from({ scheme: liveScheme, path: `/${++opened}/${name}` });
      const entry: Entry = { text: '', follow, lastLine: 0, closed: new AbortController() };
      entries.set(uri.toString(), entry);
      await vscode.window.showTextDocument(uri, { preview: false });
      return {
        closed: entry.closed.signal,
        append(text) {
          const whole = entry.text + text;
          entry.text = whole.length > most ? whole.slice(whole.indexOf('\n', -most) + 1) : whole;
          changed.fire(uri);
        },
      };
    },
    stop: (uri) => entries.get(uri.toString())?.closed.abort(),
    dispose() {
      for (const { closed } of entries.values()) closed.abort();
      registrations.dispose();
    },
  };
}

/** Like `tail -f`, unless the person has gone up to read. */
function followEnd(document: vscode.TextDocument, entry: Entry): void {
  const last = document.lineCount - 1;
  for (const editor of vscode.window.visibleTextEditors) {
    const bottom = editor.visibleRanges.at(-1)?.end.line ?? 0;
    if (editor.document === document && bottom >= entry.lastLine - 1) {
      editor.revealRange(new vscode.Range(last, 0, last, 0));
    }
  }
  entry.lastLine = last;
}
