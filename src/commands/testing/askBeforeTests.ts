import { basename } from 'node:path';
import type { App } from '../../app.ts';
import { targetName } from '../../payload/binding.ts';
import { count } from '../../payload/sizeInWords.ts';
import { askIfProtected } from '../flows/askIfProtected.ts';
import { askBeforeSending, unconfirmedGlob } from '../invoking/askBeforeSending.ts';
import type { BoundTest } from './runPayloadTests.ts';

/**
 * Asks for functions that the workspace's settings chose and nobody has agreed to yet, each once; else
 * once for all tests, on a protected connection. Throws `Cancelled`.
 */
export async function askBeforeTests(app: App, tests: readonly BoundTest[]): Promise<void> {
  let asked = false;
  for (const { payload, bound } of tests) {
    if (unconfirmedGlob(app, payload, bound) === undefined) continue;
    const chosen = { path: payload, name: basename(payload) };
    await askBeforeSending(app, chosen, bound, 'RequestResponse', timesOf(tests, bound));
    asked = true;
  }
  if (asked) return;
  const names = [...new Set(tests.map(({ bound }) => targetName(bound)))].join(', ');
  const times = tests.length === 1 ? '1 payload test' : `${count(tests.length)} payload tests`;
  await askIfProtected(app, `run ${times}, which invoke ${names},`, 'Run Tests');
}

function timesOf(tests: readonly BoundTest[], bound: BoundTest['bound']): string {
  const same = tests.filter((test) => targetName(test.bound) === targetName(bound)).length;
  return same === 1 ? 'once' : `${count(same)} times`;
}

/** Whether nothing would have to be asked. */
export function mayRunUnasked(app: App, tests: readonly BoundTest[]): boolean {
  return (
    !app.connection.protected &&
    tests.every(({ payload, bound }) => unconfirmedGlob(app, payload, bound) === undefined)
  );
}
