import { Cancelled } from '../../errors.ts';

/** The same, but the wait for it ends with the signal: what was begun goes on without anybody waiting. */
export async function orCancelled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw new Cancelled();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(new Cancelled());
  signal.addEventListener('abort', onAbort);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    work.catch(() => undefined);
  }
}
