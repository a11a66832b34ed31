import { runInNewContext } from 'node:vm';

/** How long a pattern may take; ms. */
const patience = 200;

/** Thrown for a pattern that tries too many ways. */
export class PatternTooSlow extends Error {
  override readonly name = 'PatternTooSlow';
}

/** Whether a regular expression fits somewhere in the text. One that would take for ever is ended. */
export function patternFits(pattern: string, text: string): boolean {
  try {
    const fits: unknown = runInNewContext(
      'new RegExp(pattern, "u").test(text)',
      { pattern, text },
      { timeout: patience },
    );
    return fits === true;
  } catch (error) {
    // An error of the other context is no `Error` of this one.
    const isSlow = Object(error).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    throw isSlow ? new PatternTooSlow(`The pattern ${pattern} takes too long`) : error;
  }
}
