import { isUserError } from './errors.ts';

/** What the log keeps of a failure. */
export function logEntry(error: unknown): string {
  const entry = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (!isUserError(error) || error.cause === undefined) return entry;
  // AWS' words on a wrong signature go on with the request they were computed of, session token included.
  const [cause = ''] = String(error.cause).split(/\r?\n/, 1);
  return `${entry}\nCause: ${cause}`;
}
