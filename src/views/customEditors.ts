import * as vscode from 'vscode';

/** Whether an extension brings an editor of its own for files with this ending, e.g. `.pdf`. */
export function hasCustomEditor(ending: string): boolean {
  return vscode.extensions.all.some(({ packageJSON }) => {
    const { customEditors }: { customEditors?: unknown } = Object(packageJSON?.contributes);
    return Array.isArray(customEditors) && customEditors.some((editor) => isFor(editor, ending));
  });
}

/** Manifests of others are not ours to trust. */
function isFor(editor: unknown, ending: string): boolean {
  const { selector }: { selector?: unknown } = Object(editor);
  if (!Array.isArray(selector)) return false;
  return selector.some((each) => {
    const { filenamePattern }: { filenamePattern?: unknown } = Object(each);
    return typeof filenamePattern === 'string' && filenamePattern.toLowerCase().includes(ending);
  });
}
