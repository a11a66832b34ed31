import { existsSync } from 'node:fs';
import type { PayloadTest } from '../../app/payloadTest.ts';

const ending = '.expected.json';

/** Where the expectation of a payload file lies. */
export function expectedPath(payload: string): string {
  return payload.replace(/\.jsonc?$/i, ending);
}

/** The test of an `*.expected.json` file; undefined where its payload file is missing. */
export function testOf(expected: string): PayloadTest | undefined {
  const stem = expected.slice(0, -ending.length);
  const payload = [`${stem}.json`, `${stem}.jsonc`].find((path) => existsSync(path));
  return payload === undefined ? undefined : { payload, expected };
}
