import assert from 'node:assert/strict';
import * as vscode from 'vscode';

suite('The extension in a real host @smoke', () => {
  test('activates, and every command that its manifest offers is registered', async () => {
    const extension = vscode.extensions.getExtension('lambda-bench.lambda-bench');
    assert.ok(extension, 'the extension is not installed');
    await extension.activate();
    const offered: unknown = extension.packageJSON.contributes?.commands;
    assert.ok(Array.isArray(offered) && offered.length > 0, 'the manifest offers no command');
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = offered.map(({ command }) => command).filter((id) => !registered.has(id));
    assert.deepEqual(missing, []);
  });
});
