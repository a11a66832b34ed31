import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

suite('New terminals', () => {
  const setting = 'local.terminals';
  const change = (value: boolean | undefined) =>
    vscode.workspace
      .getConfiguration('lambdaBench')
      .update(setting, value, vscode.ConfigurationTarget.Global);
  let folder: string;

  suiteSetup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lambda-bench-terminals-'));
    await vscode.extensions.getExtension('lambda-bench.lambda-bench')?.activate();
  });
  suiteTeardown(async () => {
    await change(undefined);
    await rm(folder, { recursive: true, force: true });
  });

  /** What a terminal opened now has for the variable. */
  async function valueInTerminal(name: string): Promise<string> {
    const file = join(await mkdtemp(join(folder, 'terminal-')), 'value');
    const terminal = vscode.window.createTerminal({ name: 'probe', shellPath: '/bin/sh' });
    try {
      terminal.sendText(`printf '%s.' "$${name}" > '${file}.part' && mv '${file}.part' '${file}'`);
      for (;;) {
        const value = await readFile(file, 'utf8').catch(() => undefined);
        if (value !== undefined) return value.slice(0, -1);
        await delay(50);
      }
    } finally {
      terminal.dispose();
    }
  }

  test('are given the local account when the setting says so, and not before or after', async () => {
    assert.equal(await valueInTerminal('AWS_ENDPOINT_URL'), '');
    await change(true);
    let endpoint = '';
    while (endpoint === '') endpoint = await valueInTerminal('AWS_ENDPOINT_URL');
    const answer = await fetch(endpoint);
    assert.equal(answer.headers.get('x-amzn-errortype'), 'MissingAuthenticationTokenException');
    assert.match(await valueInTerminal('AWS_ACCESS_KEY_ID'), /^AKIA/);
    await change(false);
    assert.equal(await valueInTerminal('AWS_ENDPOINT_URL'), '');
  });
});
