import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { openWorkbench } from '../support/workbench.ts';
import { type Figure, median } from './figure.ts';

const starts = 11;
const root = path.resolve(import.meta.dirname, '../..');

/**
 * Activation as VS Code itself measures it, each time in a VS Code that was just started. An empty
 * extension with the same activation events stands beside ours: VS Code activates its own JSON
 * extensions at the same event, and the waiting for them is in the figures of all.
 */
export async function measure(): Promise<readonly Figure[]> {
  const empty = await writeEmptyExtension();
  try {
    const times: { readonly ours: number; readonly empty: number }[] = [];
    for (let start = 0; start < starts; start += 1) times.push(await activationTimes(empty));
    const what = `activation, VS Code's own figure, median of ${starts}`;
    return [
      { what, measured: median(times.map(({ ours }) => ours)), unit: 'ms' },
      {
        what: 'activation, an empty extension beside it',
        measured: median(times.map((time) => time.empty)),
        unit: 'ms',
      },
      {
        what: 'activation, on top of the empty extension',
        measured: median(times.map((time) => time.ours - time.empty)),
        unit: 'ms',
        budget: 10,
      },
    ];
  } finally {
    await rm(empty, { recursive: true, force: true });
  }
}

async function writeEmptyExtension(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lambda-bench-empty-'));
  const ours: unknown = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const { engines, activationEvents } = Object(ours);
  const manifest = {
    ...{ name: 'empty-extension', displayName: 'Empty Extension', publisher: 'bench' },
    ...{ version: '1.0.0', main: './extension.js', engines: { vscode: engines.vscode } },
    activationEvents: [...activationEvents, 'onView:lambdaBench.functions'],
  };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(
    path.join(folder, 'extension.js'),
    "require('vscode'); exports.activate = () => {};",
  );
  return folder;
}

async function activationTimes(empty: string): Promise<{ ours: number; empty: number }> {
  await using workbench = await openWorkbench({
    fixture: path.join(root, 'examples'),
    otherExtensions: [empty],
    // The list of running extensions draws only what is in sight.
    size: { width: 1280, height: 2400 },
  });
  const { window } = workbench;
  await window.openSideBar();
  await window.page.getByText('There are no functions here yet').waitFor();
  await window.runCommand('Developer: Show Running Extensions');
  const activated = window.page
    .locator('.runtime-extensions-editor .monaco-list-row')
    .filter({ hasText: /Activation: \d+ms/ });
  return {
    ours: await timeOf(activated.filter({ hasText: 'Lambda Bench' })),
    empty: await timeOf(activated.filter({ hasText: 'Empty Extension' })),
  };
}

async function timeOf(row: Locator): Promise<number> {
  const text = (await row.first().textContent({ timeout: 60_000 })) ?? '';
  return Number(/Activation: (\d+)ms/.exec(text)?.[1]);
}
