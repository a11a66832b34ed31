import { isUtf8 } from 'node:buffer';
import { type PlatformReport, readReport } from '../aws/logTail.ts';
import type { Entry, NewEntry, Place, SentEntry, WholeEntry } from './entry.ts';
import type { Request } from './invocations.ts';
import { joinOutcome, partOutcome, readKeptOutcome } from './keptOutcome.ts';
import { type ProcessMark, readProcessMark } from './processLife.ts';
import { isUnended, type Unended } from './unended.ts';

// A file for each entry: a line of JSON, then the bytes as they were sent and received, one after the
// other: payload, answer, log. Its first line is all that a list needs. Before there is an outcome, who
// has sent it stands in its place.

export interface EntryFile {
  readonly file: Uint8Array;
  /** Bytes that were sent and received. */
  readonly size: number;
}

export function writeEntry(entry: NewEntry): EntryFile {
  const { payload, outcome, ...others } = entry;
  const { kept, bytes } = partOutcome(outcome);
  const log = bytes.log ?? new Uint8Array();
  const header = JSON.stringify({
    ...others,
    outcome: kept,
    figures: bytes.log && readReport(bytes.log),
    sizes: { payload: payload.length, answer: bytes.answer.length, log: bytes.log?.length },
  });
  const file = Buffer.concat([Buffer.from(`${header}\n`), payload, bytes.answer, log]);
  return { file, size: payload.length + bytes.answer.length + log.length };
}

export function writeSent({ payload, ...others }: SentEntry, sender: ProcessMark): EntryFile {
  const header = JSON.stringify({
    ...others,
    sender,
    sizes: { payload: payload.length, answer: 0 },
  });
  return { file: Buffer.concat([Buffer.from(`${header}\n`), payload]), size: payload.length };
}

/** Says of what has no outcome yet how it stands. */
export type Judge = (sender: ProcessMark) => Unended;

/** From a file's beginning, which must hold the whole first line. Undefined when it is damaged. */
export function readEntry(id: string, beginning: Uint8Array, judge: Judge): Entry | undefined {
  return readHeader(id, beginning, judge)?.entry;
}

/** Undefined when the file is damaged: its length must be what its first line says. */
export function readWhole(id: string, file: Uint8Array, judge: Judge): WholeEntry | undefined {
  const header = readHeader(id, file, judge);
  if (!header) return undefined;
  const { entry, sizes, start } = header;
  const answerAt = start + sizes.payload;
  const logAt = answerAt + sizes.answer;
  const end = logAt + (sizes.log ?? 0);
  if (file.length !== end) return undefined;
  return {
    entry,
    payload: file.subarray(start, answerAt),
    outcome: isUnended(entry.outcome)
      ? entry.outcome
      : joinOutcome(entry.outcome, {
          answer: file.subarray(answerAt, logAt),
          log: sizes.log === undefined ? undefined : file.subarray(logAt, end),
        }),
  };
}

interface Header {
  readonly entry: Entry;
  readonly sizes: { readonly payload: number; readonly answer: number; readonly log?: number };
  /** Where the bytes begin. */
  readonly start: number;
}

function readHeader(id: string, beginning: Uint8Array, judge: Judge): Header | undefined {
  const lineEnd = beginning.indexOf(0x0a);
  const line = beginning.subarray(0, lineEnd);
  if (lineEnd < 0 || !isUtf8(line)) return undefined;
  const fields = parse(line);
  const { startedAt, payloadName, notes } = fields;
  const place = readPlace(fields['place']);
  const request = readRequest(fields['request']);
  const sender = readProcessMark(fields['sender']);
  const outcome = sender ? judge(sender) : readKeptOutcome(fields['outcome']);
  const sizes = readSizes(fields['sizes']);
  if (!isCount(startedAt) || !isText(payloadName) || !isTexts(notes)) return undefined;
  if (!place || !request || !outcome || !sizes) return undefined;
  return {
    entry: {
      ...{ id, startedAt, place, request, payloadName, notes },
      ...{ payloadSize: sizes.payload, outcome, figures: readFigures(fields['figures']) },
    },
    sizes,
    start: lineEnd + 1,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function parse(line: Uint8Array): Fields {
  try {
    return Object(JSON.parse(Buffer.from(line).toString()));
  } catch {
    return {};
  }
}

function readPlace(value: unknown): Place | undefined {
  const { connection, accountId, region, endpoint }: Fields = Object(value);
  if (!isText(connection)) return undefined;
  return {
    connection,
    accountId: text(accountId),
    region: text(region),
    endpoint: text(endpoint),
  };
}

function readRequest(value: unknown): Request | undefined {
  const { path, functionName, qualifier, type, options }: Fields = Object(value);
  if (!isText(functionName) || !isType(type)) return undefined;
  const { clientContext, tenantId, durableExecutionName, streamed }: Fields = Object(options);
  return {
    path: text(path),
    functionName,
    qualifier: text(qualifier),
    type,
    options: {
      clientContext: text(clientContext),
      tenantId: text(tenantId),
      durableExecutionName: text(durableExecutionName),
      ...(typeof streamed === 'boolean' && { streamed }),
    },
  };
}

/** Every type there is: a new one does not compile until it stands here. */
const types: Readonly<Record<Request['type'], true>> = {
  RequestResponse: true,
  Event: true,
  DryRun: true,
};

function isType(value: unknown): value is Request['type'] {
  return typeof value === 'string' && Object.hasOwn(types, value);
}

function readSizes(value: unknown): Header['sizes'] | undefined {
  const { payload, answer, log }: Fields = Object(value);
  if (!isCount(payload) || !isCount(answer)) return undefined;
  return { payload, answer, ...(isCount(log) && { log }) };
}

function readFigures(value: unknown): PlatformReport | undefined {
  const { duration, billed, memory, memoryUsed, init, restore }: Fields = Object(value);
  if (!isNumber(duration) || !isNumber(billed) || !isNumber(memory) || !isNumber(memoryUsed)) {
    return undefined;
  }
  return {
    ...{ duration, billed, memory, memoryUsed },
    ...(isNumber(init) && { init }),
    ...(isNumber(restore) && { restore }),
  };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isCount(value: unknown): value is number {
  return isNumber(value) && Number.isInteger(value) && value >= 0;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function text(value: unknown): string | undefined {
  return isText(value) ? value : undefined;
}
