import type { Report, ReportHead } from '../app/show.ts';
import { errorOfAnswer, type FunctionError } from '../aws/functionError.ts';
import { readReport } from '../aws/logTail.ts';
import type { Failure } from '../aws/outcome.ts';
import { targetName } from '../payload/binding.ts';
import { bytes } from '../payload/sizeInWords.ts';
import { localTime, time } from '../payload/timeInWords.ts';
import { joined } from './joined.ts';
import {
  type Answered,
  errorSection,
  logSection,
  notKept,
  requestSection,
  responseSections,
} from './reportSections.ts';

/** The block of the output panel for one invocation. */
export function formatReport(report: Report): string {
  return [...heading(report), ...outcomeLines(report, true), ...unanswered(report), ''].join('\n');
}

/** Where and what, before there is an outcome. */
export function formatHeading(head: ReportHead): string {
  return `${[...heading(head), ...requestSection(head)].join('\n')}\n`;
}

/** The outcome, below an answer that was shown as it came. */
export function formatEnding(report: Report): string {
  return [...outcomeLines(report, false), ''].join('\n');
}

function heading(head: ReportHead): string[] {
  const where = joined(head.connection, head.accountId, head.region);
  const type = head.streamed ? `${head.type}, streamed` : head.type;
  return [
    `── ${targetName(head)} ── ${where} ── ${localTime(head.startedAt)}`,
    `   ${joined(head.payloadName, bytes(head.payloadSize), type)}`,
    ...head.notes.map((note) => `   ${note}`),
  ];
}

function outcomeLines(report: Report, withResponse: boolean): string[] {
  const { outcome } = report;
  switch (outcome.kind) {
    case 'answered':
      return answered(report, outcome, withResponse);
    case 'queued':
      return [
        `✔  ${joined(`${outcome.status} queued in ${time(outcome.elapsed)}`, request(outcome.requestId))}`,
        '   Lambda runs it on its own, up to three times; no answer comes back here.',
        `   Show Full Log #${report.id} follows what it logs.`,
      ];
    case 'allowed':
      return [
        `✔  ${joined(`${outcome.status} allowed in ${time(outcome.elapsed)}`, request(outcome.requestId))}`,
        '   Nothing ran: a dry run asks only whether you may invoke the function.',
      ];
    case 'notInvoked':
      return [
        `✖  ${joined(`not invoked: ${withCode(outcome.failure)}`, request(outcome.requestId))}`,
        ...advice(outcome.failure),
      ];
    case 'lost':
      return [
        `✖  ${joined(`connection lost after ${time(outcome.elapsed)}: the function may have run`, request(outcome.requestId))}`,
        `   ${withCode(outcome.failure)}`,
        ...advice(outcome.failure),
        outcome.requestId === undefined
          ? logAround(report)
          : `   Show Full Log #${report.id} finds what it logged.`,
      ];
    case 'cancelled':
      return [
        `■  stopped waiting after ${time(outcome.elapsed)}: the function may be running on`,
        '   Its answer is not shown; nothing was undone.',
      ];
    case 'running':
      return ['■  running: no answer came yet', logAround(report)];
    case 'unanswered':
      return [
        '✖  sent, and its window closed before an answer came: the function may have run',
        "   Look into the function's log before you run it again.",
        logAround(report),
      ];
  }
}

/** Without a request id, a log is found by its time. */
function logAround({ id }: Report): string {
  return `   Show Full Log #${id} shows what the function logged around that time.`;
}

function answered(report: Report, outcome: Answered, withResponse: boolean): string[] {
  const metrics = outcome.log && metricsLine(outcome.log);
  const error = errorOfAnswer(outcome);
  const { stream, executedVersion } = outcome;
  const tail = joined(
    stream?.firstPart !== undefined && `first byte after ${time(stream.firstPart)}`,
    !withResponse && stream && bytes(stream.size),
    executedVersion && `version ${executedVersion}`,
    request(outcome.requestId),
  );
  // Whatever a function streamed before it failed is no error of its own.
  const showsResponse = withResponse && (!error || (stream !== undefined && stream.size > 0));
  return [
    joined(verdict(outcome, error), tail),
    ...(metrics ? [`   ${metrics}`] : []),
    ...(withResponse ? requestSection(report) : notKept(stream)),
    ...(error ? errorSection(report, outcome, error) : []),
    ...(showsResponse ? responseSections(report, outcome) : []),
    ...logSection(report, outcome),
  ];
}

function unanswered(report: Report): string[] {
  return report.outcome.kind === 'answered' ? [] : requestSection(report);
}

function verdict(
  { status, elapsed, functionError }: Answered,
  error: FunctionError | undefined,
): string {
  if (functionError === undefined) return `✔  ${status} in ${time(elapsed)}`;
  if (error?.timedOut !== undefined) return `✖  timed out after ${error.timedOut.toFixed(2)} s`;
  return `✖  function error (${functionError}) in ${time(elapsed)}`;
}

function metricsLine(log: Uint8Array): string | undefined {
  const report = readReport(log);
  if (!report) return undefined;
  return joined(
    report.duration !== undefined && `duration ${report.duration.toFixed(2)} ms`,
    report.billed !== undefined && `billed ${report.billed} ms`,
    report.memoryUsed !== undefined && `memory ${report.memoryUsed} of ${report.memory} MB`,
    report.init !== undefined && `init ${report.init.toFixed(2)} ms`,
    report.restore !== undefined && `restore ${report.restore.toFixed(2)} ms`,
  );
}

function advice({ advice }: Failure): string[] {
  return advice === '' ? [] : [`   ${advice}`];
}

function withCode({ message, code }: Failure): string {
  return code === '' || message.includes(code) ? message : `${message} (${code})`;
}

function request(id: string | undefined): string | undefined {
  return id && `request ${id}`;
}
