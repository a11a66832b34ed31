import type { Progress } from '../../src/app.ts';

export interface RecordedProgress extends Progress {
  /** Every title and, below it, every step that was reported. */
  readonly lines: readonly string[];
  /** Cancels as a person would, as soon as a title or a step fits. */
  cancelAt(line: RegExp): void;
  /** Lets something else happen as soon as a title or a step fits. */
  whenAt(line: RegExp, happens: () => void): void;
}

export function recordProgress(): RecordedProgress {
  const lines: string[] = [];
  const cancelAt: RegExp[] = [];
  const events: { readonly line: RegExp; readonly happens: () => void }[] = [];
  return {
    lines,
    cancelAt: (line) => void cancelAt.push(line),
    whenAt: (line, happens) => void events.push({ line, happens }),
    run(title, task) {
      const controller = new AbortController();
      const report = (line: string) => {
        lines.push(line);
        if (cancelAt.some((each) => each.test(line))) controller.abort();
        for (const event of events) if (event.line.test(line)) event.happens();
      };
      report(title);
      return task({ signal: controller.signal, report });
    },
  };
}
