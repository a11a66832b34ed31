import * as vscode from 'vscode';
import type { Report } from '../app.ts';
import type { Outcome } from '../aws/account.ts';
import type { Settings } from '../settings.ts';
import { findLinks } from './resultLinks.ts';

/** The output panel of results. */
export interface ResultPanel extends vscode.Disposable {
  append(report: Report): Promise<void>;
  show(): void;
}

const language = 'lambda-bench-result';

export function registerResultPanel(settings: () => Settings): ResultPanel {
  const channel = vscode.window.createOutputChannel('Lambda Bench', language);
  const links = vscode.languages.registerDocumentLinkProvider(
    { language },
    { provideDocumentLinks: (document) => provideLinks(document) },
  );
  return {
    async append(report) {
      // Loaded with the first result: nothing of it is needed before.
      const { formatReport } = await import('./report.ts');
      const { revealResult, focusResult, clearBeforeResult } = settings();
      if (clearBeforeResult) channel.clear();
      channel.append(`${formatReport(report)}\n`);
      if (revealResult === 'always' || (revealResult === 'onError' && hasFailed(report.outcome))) {
        channel.show(!focusResult);
      }
    },
    show: () => channel.show(),
    dispose: () => vscode.Disposable.from(channel, links).dispose(),
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

function hasFailed(outcome: Outcome): boolean {
  return outcome.kind === 'answered'
    ? outcome.functionError !== undefined
    : outcome.kind !== 'queued' && outcome.kind !== 'allowed';
}
