import type { TestFailure } from '../../app/payloadTest.ts';
import { readFunctionError } from '../../aws/functionError.ts';
import type { Outcome } from '../../aws/outcome.ts';
import { differences } from '../../payload/expected/compare.ts';
import { type Json, layOut, parseExact } from '../../payload/expected/exactJson.ts';
import type { Expected } from '../../payload/expected/expectation.ts';
import { inNotation } from '../../payload/expected/notation.ts';
import { sideBySide } from '../../payload/expected/sideBySide.ts';

/** Differences that a message names. */
const most = 20;

/** Undefined when the answer is what was expected. */
export function judge(
  { error, expectation }: Expected,
  { functionError, payload }: Extract<Outcome, { kind: 'answered' }>,
): TestFailure | undefined {
  const actual = readActual(payload);
  const failed = functionError !== undefined;
  if (error !== failed) {
    const expected = inNotation(expectation);
    return {
      message: failed
        ? `The function failed, and was expected to answer. ${described(payload)}`
        : 'The function answered, and was expected to fail.',
      difference: difference(
        error ? { $error: expected } : expected,
        failed ? { $error: actual ?? null } : actual,
      ),
    };
  }
  const found = differences(expectation, actual);
  if (found.length === 0) return undefined;
  const lines = found.slice(0, most).map(({ path, what }) => `${path} ${what}`);
  const more = found.length > most ? [`… and ${found.length - most} more differences`] : [];
  const sides = actual === undefined ? undefined : sideBySide(expectation, actual);
  return {
    message: [...lines, ...more].join('\n'),
    difference: difference(sides?.expected ?? inNotation(expectation), sides?.actual),
  };
}

/** What is not JSON is a text; nothing at all is undefined. */
function readActual(payload: Uint8Array): Json | undefined {
  if (payload.length === 0) return undefined;
  const text = new TextDecoder().decode(payload);
  try {
    return parseExact(text);
  } catch {
    return text;
  }
}

function described(payload: Uint8Array): string {
  const { type, message } = readFunctionError(payload);
  return [type, message].filter(Boolean).join(': ');
}

function difference(expected: Json, actual: Json | undefined) {
  return { expected: layOut(expected), actual: actual === undefined ? '' : layOut(actual) };
}
