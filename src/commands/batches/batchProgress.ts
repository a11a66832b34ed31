import { count } from '../../payload/sizeInWords.ts';

export interface BatchState {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  /** How many may be under way, and how many were wanted. */
  readonly limit: number;
  readonly concurrency: number;
}

/** Says how a batch goes on; the rate is that of the last seconds. */
export function batchProgress(now: () => number): (state: BatchState) => string {
  const samples = [{ at: now(), done: 0 }];
  return ({ done, total, failed, limit, concurrency }) => {
    samples.push({ at: now(), done });
    while (samples.length > 2 && (samples[0]?.at ?? 0) < now() - window) samples.shift();
    const [first = { at: 0, done: 0 }] = samples;
    const seconds = (now() - first.at) / 1000;
    const rate = seconds > 0 ? (done - first.done) / seconds : 0;
    return [
      `${count(done)} of ${count(total)}`,
      `${rate < 10 ? rate.toFixed(1) : count(Math.round(rate))}/s`,
      ...(failed > 0 ? [`${count(failed)} failed`] : []),
      ...(limit < concurrency ? [`throttled: ${limit} at a time`] : []),
      ...(rate > 0 && done < total ? [`${duration((total - done) / rate)} left`] : []),
    ].join(' · ');
  };
}

/** ms */
const window = 10_000;

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
