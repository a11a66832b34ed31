import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import type { Measurements } from './measurements.ts';

const invocations = 1000;
/** So many until everything is loaded and compiled, and the heap has the size that it keeps. */
const warmUp = 1000;
const rounds = 7;

/** Runs inside the extension host, and operates the extension by its commands alone. */
export async function run(): Promise<void> {
  const file = process.env['LAMBDA_BENCH_MEASUREMENTS'];
  if (!file) throw new Error('Nobody says where the measurements go.');
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  await createFunction('counter', path.join(folder, 'counter.mjs'));
  await createFunction('large', path.join(folder, 'large.mjs'));

  const memory = await measureMemory();
  const answers = await measureAnswers(folder);
  const measurements: Measurements = { ...memory, ...answers };
  await writeFile(file, JSON.stringify(measurements));
}

async function measureMemory() {
  await invokeTimes(warmUp);
  const before = memoryInUse();
  await invokeTimes(invocations);
  const after = memoryInUse();
  // A command tells the person what fails, not its caller: the function's own count says that all ran.
  const { text } = await openResponse();
  if (JSON.parse(text) !== warmUp + invocations) throw new Error(`The function counted ${text}.`);
  return { before, after };
}

async function invokeTimes(count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) await invoke('counter', null);
}

/** Each kind in its turn. */
async function measureAnswers(folder: string) {
  const small: number[] = [];
  const large: number[] = [];
  const opened: number[] = [];
  const openedFile: number[] = [];
  const stalled: number[] = [];
  const stalledOpening: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const smallTime = await timed(() => invoke('large', path.join(folder, 'small.json')));
    const stall = watchStalls();
    const largeTime = await timed(() => invoke('large', path.join(folder, 'large.json')));
    const invoking = stall();
    const stallOpening = watchStalls();
    const { text, time } = await openResponse();
    const opening = stallOpening();
    if (text.length < 6_000_000) throw new Error(`The response has ${text.length} characters.`);
    await closeEditor();
    // The same text in a file: what VS Code takes by itself.
    const file = vscode.Uri.file(path.join(folder, `answer-${round}.json`));
    await writeFile(file.fsPath, text);
    const fileTime = await timed(() => vscode.window.showTextDocument(file, { preview: false }));
    await closeEditor();
    if (round === 0) continue; // Nothing is compiled yet.
    small.push(smallTime);
    large.push(largeTime);
    opened.push(time);
    openedFile.push(fileTime);
    stalled.push(invoking);
    stalledOpening.push(opening);
  }
  return { small, large, opened, openedFile, stalled, stalledOpening };
}

async function createFunction(name: string, source: string): Promise<void> {
  await vscode.commands.executeCommand('lambdaBench.createFunction', {
    ...{ path: source, name, description: '', runtime: 'nodejs24.x', handler: `${name}.handler` },
    ...{ newRole: `${name}-role`, policies: [], memory: 128, timeout: 30 },
  });
}

async function invoke(functionName: string, payload: string | null): Promise<void> {
  await vscode.commands.executeCommand('lambdaBench.invokePayload', { functionName, payload });
}

async function openResponse(): Promise<{ text: string; time: number }> {
  const time = await timed(() => vscode.commands.executeCommand('lambdaBench.openResponse'));
  // The extension host hears a little later that the editor of the output panel is no longer the active one.
  for (let waited = 0; waited < 1000 && !isShown(); waited += 1) await delay(10);
  const text = vscode.window.activeTextEditor?.document.getText();
  if (text === undefined) throw new Error('No response was opened.');
  return { text, time };
}

function isShown(): boolean {
  const scheme = vscode.window.activeTextEditor?.document.uri.scheme;
  return scheme !== undefined && scheme !== 'output';
}

async function closeEditor(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
}

/** ms */
async function timed(work: () => PromiseLike<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Answers what tells the longest time since then for which the loop of events stood still; ms. */
function watchStalls(): () => number {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  return () => {
    delay.disable();
    return delay.max / 1e6;
  };
}

/** Bytes that are in use once nothing is left to collect: on the heap, and what it holds outside. */
function memoryInUse(): Measurements['before'] {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('The garbage cannot be collected.');
  for (let time = 0; time < 3; time += 1) collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { used: heapUsed + external, resident: rss };
}
