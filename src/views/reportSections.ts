import type { Report, ReportHead } from '../app/show.ts';
import type { FunctionError } from '../aws/functionError.ts';
import { layOutLog } from '../aws/logLines.ts';
import { decodeLog } from '../aws/logTail.ts';
import type { Outcome } from '../aws/outcome.ts';
import { ownFrames } from '../aws/stackFrames.ts';
import { type Content, cutAt, readContent } from '../payload/content.ts';
import { splitIntegrationResponse } from '../payload/integrationResponse.ts';
import { bodyDocument } from '../payload/responseDocument.ts';
import { bytes, count } from '../payload/sizeInWords.ts';
import { joined } from './joined.ts';

export type Answered = Extract<Outcome, { kind: 'answered' }>;

/** Characters of a section that the panel shows; the whole opens as a document. */
export const shown = 256 * 1024;

/** Type, message and stack; what leads to the person's code comes first. */
export function errorSection(report: Report, answer: Answered, error: FunctionError): string[] {
  const title = [error.type, error.message].filter(Boolean).join(': ');
  const stack = report.mapPaths(error.stack.join('\n').replace(/\n$/, '')).split('\n');
  const { lines: own, hidden } = ownFrames(stack);
  const text = own.join('\n');
  // Node repeats type and message as the first line of the stack.
  const whole = text.startsWith(title) ? text : [title, text].filter(Boolean).join('\n');
  const { text: start, cut } = cutAt(whole, shown);
  const link = `Open ${answer.stream ? 'Error' : 'Response'} #${report.id}`;
  const frames = hidden === 1 ? '1 frame' : `${hidden} frames`;
  return [
    '── error',
    start,
    ...(hidden > 0 ? [`    … ${frames} of the runtime: ${link} shows them`] : []),
    ...rest({ kind: 'text', cut }, link),
  ];
}

/** What differs from the file is shown before what came of it. */
export function requestSection({ filledIn }: ReportHead): string[] {
  if (filledIn === undefined) return [];
  const { kind, text, cut } = readContent(filledIn, shown);
  return [
    `── request, variables filled in · ${bytes(filledIn.length)} · ${kind}`,
    text,
    ...(cut ? [`… cut after ${count(shown)} characters`] : []),
  ];
}

export function responseSections(report: Report, { payload, stream }: Answered): string[] {
  const link = `Open Response #${report.id}`;
  const size = stream?.size ?? payload.length;
  const streamed = splitIntegrationResponse(payload);
  const body = bodyDocument(payload)?.received;
  return [
    ...(streamed
      ? section('response, its head', streamed.head, link)
      : section('response', payload, link, size)),
    ...(body ? section(bodyTitle, body, `Open Body #${report.id}`) : []),
    ...notKept(stream),
  ];
}

/** Why there is no more of it. */
export function notKept(stream: Answered['stream']): string[] {
  return stream?.notKept === undefined ? [] : [`… only its beginning is kept: ${stream.notKept}`];
}

const bodyTitle = 'body, decoded';

export function logSection(report: Report, outcome: Answered): string[] {
  const { log, logPlace, logRefused } = outcome;
  if (logPlace) {
    const place = `${logPlace.group}, ${logPlace.stream}`;
    return ['── log', `It is in CloudWatch Logs, ${place}: Show Full Log #${report.id} reads it`];
  }
  if (logRefused) return ['── log', 'This function does not hand out its log with the answer.'];
  if (!log || log.length === 0) return [];
  const cut = log.length >= 4096;
  const head = cut ? '── log · last 4 KB' : '── log';
  const whole = `… Show Full Log #${report.id} shows what comes before`;
  return [head, ...(cut ? [whole] : []), report.mapPaths(layOutLog(decodeLog(log).trimEnd()))];
}

/** `link` is the text that opens the whole, which has `size` bytes. */
function section(
  title: string,
  payload: Uint8Array,
  link: string,
  size = payload.length,
): string[] {
  const content = readContent(payload, shown);
  const head = `── ${joined(title, bytes(size), content.kind !== 'empty' && content.kind)}`;
  const { kind, text } = content;
  const cut = content.cut || (kind !== 'binary' && size > payload.length);
  return [head, ...(text ? [text] : []), ...rest({ kind, cut }, link)];
}

function rest(content: Pick<Content, 'kind' | 'cut'>, link: string): string[] {
  if (content.cut) return [cutNote(link)];
  if (content.kind === 'binary') return [binaryNote(link)];
  return [];
}

export function cutNote(link: string): string {
  return `… cut after ${count(shown)} characters: ${link} shows it whole`;
}

export function binaryNote(link: string): string {
  return `Not text: ${link} opens it`;
}
