import type { LogPlace } from './outcome.ts';

/**
 * Lambda's LogResult, in base64: the last 4 KB of the log as it was written, or, for functions that keep
 * it for themselves, JSON that says where it is.
 */
export function readLogResult(logResult: string | undefined): {
  readonly log: Uint8Array | undefined;
  readonly logPlace?: LogPlace;
} {
  if (logResult === undefined) return { log: undefined };
  const log = Buffer.from(logResult, 'base64');
  const logPlace = readPlace(log);
  return logPlace ? { log: undefined, logPlace } : { log };
}

/** A log in JSON has many lines, or a line of other members. */
function readPlace(log: Buffer): LogPlace | undefined {
  if (log[0] !== 0x7b) return undefined;
  try {
    const value: unknown = JSON.parse(log.toString());
    const { logGroup, logStreamName, ...others }: Record<string, unknown> = Object(value);
    if (Object.keys(others).length > 0) return undefined;
    return typeof logGroup === 'string' && typeof logStreamName === 'string'
      ? { group: logGroup, stream: logStreamName }
      : undefined;
  } catch {
    return undefined;
  }
}
