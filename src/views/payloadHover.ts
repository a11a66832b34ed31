import * as vscode from 'vscode';
import { mayBePayload } from '../payload/fileBinding.ts';

/** Characters of a file that is read for each hover. */
const most = 1024 * 1024;

/** Over a field that AWS sends as base64, gzip or JSON in a string: what it holds. */
export function registerPayloadHover(): vscode.Disposable {
  return vscode.languages.registerHoverProvider(
    [
      { scheme: 'file', language: 'json' },
      { scheme: 'file', language: 'jsonc' },
    ],
    { provideHover: (document, position) => hoverAt(document, position) },
  );
}

async function hoverAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  if (!mayBePayload(vscode.workspace.asRelativePath(document.uri))) return undefined;
  const text = document.getText();
  if (text.length > most) return undefined;
  // The build turns this into a `require` of dist/decodedField.js.
  const { decodeFieldAt } = await import('../payload/decodedField.ts');
  const field = decodeFieldAt(text, document.offsetAt(position));
  if (field === undefined) return undefined;
  // What an event holds is anybody's: it is neither trusted nor read as Markdown.
  const content = new vscode.MarkdownString().appendText(field.title);
  if (field.text !== undefined) content.appendCodeblock(field.text, field.language);
  const range = new vscode.Range(document.positionAt(field.start), document.positionAt(field.end));
  return new vscode.Hover(content, range);
}
