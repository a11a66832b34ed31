import type { Report } from '../app.ts';
import type { Failure, Outcome } from '../aws/account.ts';
import { type FunctionError, readFunctionError } from '../aws/functionError.ts';
import { decodeLog, readReport } from '../aws/logTail.ts';
import { targetName } from '../payload/binding.ts';
import { type Content, cutAt, readContent } from '../payload/content.ts';
import { bodyDocument } from '../payload/responseDocument.ts';
import { bytes, count } from '../payload/sizeInWords.ts';
import { time } from '../payload/timeInWords.ts';
import { layOutLog } from './logLines.ts';

/** Characters of a section that the panel shows; the whole opens as a document. */
const shown = 256 * 1024;

/** The block of the output panel for one invocation. */
export function formatReport(report: Report): string {
  return [...heading(report), ...outcomeLines(report), ...unanswered(report), ''].join('\n');
}

function heading(report: Report): string[] {
  const where = joined(report.connection, report.accountId, report.region);
  return [
    `── ${targetName(report)} ── ${where} ── ${localTime(report.startedAt)}`,
    `   ${joined(report.payloadName, bytes(report.payloadSize), report.type)}`,
    ...report.notes.map((note) => `   ${note}`),
  ];
}

function outcomeLines(report: Report): string[] {
  const { outcome } = report;
  switch (outcome.kind) {
    case 'answered':
      return answered(report, outcome);
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
      ];
    case 'cancelled':
      return [
        `■  stopped waiting after ${time(outcome.elapsed)}: the function may be running on`,
        '   Its answer is not shown; nothing was undone.',
      ];
  }
}

function answered(report: Report, outcome: Extract<Outcome, { kind: 'answered' }>): string[] {
  const metrics = outcome.log && metricsLine(outcome.log);
  const error =
    outcome.functionError === undefined ? undefined : readFunctionError(outcome.payload);
  const tail = joined(
    outcome.executedVersion && `version ${outcome.executedVersion}`,
    request(outcome.requestId),
  );
  return [
    joined(verdict(outcome, error), tail),
    ...(metrics ? [`   ${metrics}`] : []),
    ...requestSection(report),
    ...(error ? errorSection(report, error) : responseSections(report, outcome.payload)),
    ...logSection(report, outcome),
  ];
}

function verdict(
  { status, elapsed, functionError }: Extract<Outcome, { kind: 'answered' }>,
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

function errorSection(report: Report, error: FunctionError): string[] {
  const title = [error.type, error.message].filter(Boolean).join(': ');
  const stack = error.stack.join('\n').replace(/\n$/, '');
  // Node repeats type and message as the first line of the stack.
  const lines = stack.startsWith(title) ? [stack] : [title, ...(stack ? [stack] : [])];
  const { text, cut } = cutAt(lines.join('\n'), shown);
  return [
    '── error',
    report.mapPaths(text),
    ...rest({ kind: 'text', cut }, `Open Response #${report.id}`),
  ];
}

/** What differs from the file is shown before what came of it. */
function requestSection({ filledIn }: Report): string[] {
  if (filledIn === undefined) return [];
  const { kind, text, cut } = readContent(filledIn, shown);
  return [
    `── request, variables filled in · ${bytes(filledIn.length)} · ${kind}`,
    text,
    ...(cut ? [`… cut after ${count(shown)} characters`] : []),
  ];
}

function unanswered(report: Report): string[] {
  return report.outcome.kind === 'answered' ? [] : requestSection(report);
}

function responseSections(report: Report, payload: Uint8Array): string[] {
  const body = bodyDocument(payload)?.received;
  return [
    ...section('response', payload, `Open Response #${report.id}`),
    ...(body ? section(bodyTitle, body, `Open Body #${report.id}`) : []),
  ];
}

const bodyTitle = 'body, decoded';

/** `link` is the text that opens the whole. */
function section(title: string, payload: Uint8Array, link: string): string[] {
  const content = readContent(payload, shown);
  const head = `── ${joined(title, bytes(payload.length), content.kind !== 'empty' && content.kind)}`;
  return [head, ...(content.text ? [content.text] : []), ...rest(content, link)];
}

function rest(content: Pick<Content, 'kind' | 'cut'>, link: string): string[] {
  if (content.cut) return [`… cut after ${count(shown)} characters: ${link} shows it whole`];
  if (content.kind === 'binary') return [`Not text: ${link} opens it`];
  return [];
}

function logSection(report: Report, outcome: Extract<Outcome, { kind: 'answered' }>): string[] {
  if (outcome.logRefused)
    return ['── log', 'This function does not hand out its log with the answer.'];
  if (!outcome.log || outcome.log.length === 0) return [];
  const cut = outcome.log.length >= 4096;
  const head = cut ? '── log · last 4 KB' : '── log';
  const whole = `… Show Full Log #${report.id} shows what comes before`;
  return [
    head,
    ...(cut ? [whole] : []),
    report.mapPaths(layOutLog(decodeLog(outcome.log).trimEnd())),
  ];
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

function joined(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== '').join(' · ');
}

/** `2026-11-22 15:04:05.123` in the time zone of the machine. */
function localTime(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().replace('T', ' ').replace('Z', '');
}
