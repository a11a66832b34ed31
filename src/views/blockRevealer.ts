import * as vscode from 'vscode';

/** Scrolls the output panel: by itself VS Code shows the end of what was added, and a result begins with how it ended. */
export interface BlockRevealer extends vscode.Disposable {
  /** Brings the beginning of this block to the top, as soon as the panel shows the whole of it. */
  reveal(block: string): void;
  /** What is added from now on is followed to its end. */
  forget(): void;
}

export function registerBlockRevealer(language: string): BlockRevealer {
  /** The block that is looked for: its first line, and how many come after it. */
  let wanted: { first: string; more: number } | undefined;

  function tryReveal(): void {
    if (!wanted) return;
    const editor = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.scheme === 'output' && document.languageId === language,
    );
    if (!editor) return;
    const line = lastLine(editor.document, wanted.first);
    // What comes after that would scroll to the end again.
    if (line === undefined || line + wanted.more >= editor.document.lineCount) return;
    wanted = undefined;
    editor.revealRange(new vscode.Range(line, 0, line, 0), vscode.TextEditorRevealType.AtTop);
  }

  const subscriptions = vscode.Disposable.from(
    vscode.window.onDidChangeVisibleTextEditors(tryReveal),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId === language) tryReveal();
    }),
  );
  return {
    reveal(block) {
      const [first = '', ...more] = block.split('\n');
      wanted = { first, more: more.length };
      tryReveal();
    },
    forget() {
      wanted = undefined;
    },
    dispose: () => subscriptions.dispose(),
  };
}

function lastLine(document: vscode.TextDocument, text: string): number | undefined {
  for (let line = document.lineCount - 1; line >= 0; line--) {
    if (document.lineAt(line).text === text) return line;
  }
  return undefined;
}
