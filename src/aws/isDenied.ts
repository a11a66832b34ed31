import { isUserError } from '../errors.ts';

/** Whether a person may not do what failed. */
export function isDenied(failure: unknown): boolean {
  if (!isUserError(failure)) return false;
  const { cause } = failure;
  return cause instanceof Error && cause.name.startsWith('AccessDenied');
}
