import type { Report } from '../app/show.ts';
import { errorOfAnswer } from '../aws/functionError.ts';
import type { Outcome } from '../aws/outcome.ts';
import type { Running } from '../history/invocations.ts';
import type { Unended } from '../history/unended.ts';
import { targetName } from '../payload/binding.ts';
import { time } from '../payload/timeInWords.ts';

/** What the status bar says; `$(…)` is a codicon. */
export interface StatusText {
  readonly text: string;
  readonly tooltip: string;
  /** How the item stands out, if it does. */
  readonly severity?: 'error' | 'warning';
}

/** For what is in flight, oldest first; at least one. */
export function runningText(running: readonly Running[], now: number): StatusText {
  const since = Math.min(...running.map(({ startedAt }) => startedAt));
  const seconds = Math.floor((now - since) / 1000);
  const clock = seconds === 0 ? '' : ` ${seconds} s`;
  const [first, ...others] = running.map(targetName);
  const what = others.length === 0 ? first : `${running.length} invocations`;
  return {
    text: `$(sync~spin) ${what}${clock}`,
    tooltip: `${running.map((request) => `${doing[request.type]} ${targetName(request)}`).join('\n')}\nClick to stop waiting; what runs goes on.`,
  };
}

const doing = { RequestResponse: 'Invoking', Event: 'Queueing', DryRun: 'Asking about' } as const;

/** For the last that ended. */
export function outcomeText(report: Report): StatusText {
  const name = targetName(report);
  const where = [report.connection, report.accountId, report.region].filter(Boolean).join(' · ');
  const tooltip = `${name} on ${where}, ${report.payloadName}\nClick to show the result.`;
  return { ...verdict(name, report.outcome), tooltip };
}

function verdict(name: string, outcome: Outcome | Unended): Omit<StatusText, 'tooltip'> {
  switch (outcome.kind) {
    case 'answered':
      return answered(name, outcome);
    case 'queued':
      return { text: `$(check) ${name} queued` };
    case 'allowed':
      return { text: `$(check) ${name} allowed` };
    case 'notInvoked':
      return { text: `$(error) ${name} not invoked`, severity: 'error' };
    case 'lost':
    case 'unanswered':
      return { text: `$(warning) ${name} may have run`, severity: 'warning' };
    case 'cancelled':
    case 'running':
      return { text: `$(circle-slash) ${name} may be running on`, severity: 'warning' };
  }
}

function answered(
  name: string,
  outcome: Extract<Outcome, { kind: 'answered' }>,
): Omit<StatusText, 'tooltip'> {
  const { elapsed } = outcome;
  const error = errorOfAnswer(outcome);
  if (error === undefined) return { text: `$(check) ${name} ${time(elapsed)}` };
  const how = error.timedOut === undefined ? 'failed' : 'timed out';
  return { text: `$(error) ${name} ${how}, ${time(elapsed)}`, severity: 'error' };
}
