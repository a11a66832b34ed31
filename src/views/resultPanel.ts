import * as vscode from 'vscode';
import type { Report, ReportHead } from '../app/show.ts';
import { hasFailed } from '../history/hasFailed.ts';
import type { Settings } from '../settings.ts';
import { registerBlockRevealer } from './blockRevealer.ts';
import { findLinks } from './resultLinks.ts';
import type { ResultTexts } from './resultTexts.ts';

/** The output panel of results. */
export interface ResultPanel extends vscode.Disposable {
  append(report: Report): Promise<void>;
  /** Adds a part of an answer as it comes. */
  part(head: ReportHead, part: Uint8Array): void;
  appendText(text: string, failed: boolean): void;
  show(): void;
}

const language = 'lambda-bench-result';

/** Between two writes of what comes in parts; ms. */
const pause = 50;

export function registerResultPanel(settings: () => Settings): ResultPanel {
  const channel = vscode.window.createOutputChannel('Lambda Bench', language);
  const links = vscode.languages.registerDocumentLinkProvider(
    { language },
    { provideDocumentLinks: (document) => provideLinks(document) },
  );
  const start = registerBlockRevealer(language);
  /** Loaded with the first result: nothing of it is needed before. */
  let texts: Promise<ResultTexts> | undefined;
  const load = () =>
    (texts ??= import('./resultTexts.ts').then(({ resultTexts }) => resultTexts()));
  /** Those whose block stands in the panel and may grow. */
  const growing = new Set<number>();
  /** What came in many small parts is written at once. */
  let pending = '';
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (pending !== '') channel.append(pending);
    pending = '';
  }

  /** A block that is growing is not cleared away. */
  function begin(): void {
    flush();
    if (settings().clearBeforeResult && growing.size === 0) channel.clear();
  }

  function reveal(failed: boolean, wanted = false): void {
    const { revealResult, focusResult } = settings();
    if (wanted || revealResult === 'always' || (revealResult === 'onError' && failed)) {
      channel.show(!focusResult);
    }
  }

  return {
    appendText(text, failed) {
      begin();
      channel.append(`${text}\n`);
      start.reveal(text);
      reveal(failed);
    },
    async append(report) {
      const loaded = await load();
      const grown = growing.delete(report.id);
      if (grown) flush();
      else begin();
      const text = loaded.result(report);
      channel.append(text);
      start.reveal(text.trimStart());
      reveal(hasFailed(report.outcome), report.recalled);
    },
    part(head, part) {
      void load().then((loaded) => {
        const isFirst = !growing.has(head.id);
        if (isFirst) {
          begin();
          start.forget();
        }
        growing.add(head.id);
        pending += loaded.part(head, part);
        if (isFirst) reveal(false);
        timer ??= setTimeout(flush, pause);
      });
    },
    show: () => channel.show(),
    dispose() {
      clearTimeout(timer);
      vscode.Disposable.from(channel, links, start).dispose();
    },
  };
}

/** Files are linked only when they exist: a path in somebody's log may name anything. */
async function provideLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const exists = new Map<string, Promise<boolean>>();
  const links = findLinks(document.getText()).map(async (link) => {
    const range = new vscode.Range(
      document.positionAt(link.start),
      document.positionAt(link.start + link.length),
    );
    if (link.kind !== 'file') {
      const { id } = link;
      const command = link.kind === 'log' ? 'showFullLog' : 'openResponse';
      const target = link.kind === 'log' ? { id } : { id, part: link.part };
      const argument = encodeURIComponent(JSON.stringify([target]));
      return new vscode.DocumentLink(
        range,
        vscode.Uri.parse(`command:lambdaBench.${command}?${argument}`),
      );
    }
    for (const folder of folders) {
      const uri = vscode.Uri.joinPath(folder, link.path);
      const known = exists.get(uri.toString()) ?? isFile(uri);
      exists.set(uri.toString(), known);
      if (await known) {
        return new vscode.DocumentLink(
          range,
          uri.with({ fragment: `L${link.line},${link.column}` }),
        );
      }
    }
    return undefined;
  });
  return (await Promise.all(links)).filter((link) => link !== undefined);
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
