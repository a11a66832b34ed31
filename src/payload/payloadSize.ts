import type { InvocationType } from '../aws/outcome.ts';
import { UserError } from '../errors.ts';
import { count } from './sizeInWords.ts';

/** Bytes that Lambda takes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const limits: Readonly<Record<InvocationType, number>> = {
  RequestResponse: 6 * 1024 * 1024,
  DryRun: 6 * 1024 * 1024,
  Event: 1024 * 1024,
};

/** Bytes that a payload may have. */
export function sizeLimit(type: InvocationType): number {
  return limits[type];
}

/** Throws a `UserError` when Lambda would refuse the payload for its size. */
export function checkSize(bytes: Uint8Array, type: InvocationType, name: string): void {
  const limit = limits[type];
  if (bytes.length <= limit) return;
  const size = count(bytes.length);
  const most = count(limit);
  throw new UserError(
    type === 'Event' && bytes.length <= limits.RequestResponse
      ? `${name} has ${size} bytes; a queued event may have ${most}. Nothing was sent. Invoke it without queueing, or put the data in S3 and send its key.`
      : `${name} has ${size} bytes; Lambda takes ${most}. Nothing was sent. Put the data in S3 and send its key.`,
  );
}
