import type { Progress } from '../../src/app.ts';

export interface RecordedProgress extends Progress {
  /** Every title and, below it, every step that was reported. */
  readonly lines: readonly string[];
  /** Cancels as a person would, as soon as a title or a step fits. */
  cancelAt(line: RegExp): void;
}

export function recordProgress(): RecordedProgress {
  const lines: string[] = [];
  const cancelAt: RegExp[] = [];
  return {
    lines,
    cancelAt: (line) => void cancelAt.push(line),
    run(title, task) {
      const controller = new AbortController();
      const report = (line: string) => {
        lines.push(line);
        if (cancelAt.some((each) => each.test(line))) controller.abort();
      };
      report(title);
      return task({ signal: controller.signal, report });
    },
  };
}
