import * as vscode from 'vscode';
import type { Problem } from '../openedDocument.ts';

/** Underlines problems in a document, in place of those before. */
export function showProblems(
  diagnostics: vscode.DiagnosticCollection,
  document: vscode.TextDocument,
  problems: readonly Problem[],
): void {
  diagnostics.set(
    document.uri,
    problems.map(({ message, severity, start, end }) => {
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      const diagnostic = new vscode.Diagnostic(range, message, severities[severity]);
      diagnostic.source = 'Lambda Bench';
      return diagnostic;
    }),
  );
}

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
} as const;
