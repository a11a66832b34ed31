import type { WireResponse } from '../protocol/wire.ts';
import type { StreamedExecution } from '../services/lambda/responseStreams.ts';
import { type AnswerHead, internalServerError, readAnswerHead } from './urlAnswer.ts';

/** What a stream says that begins with the head of its answer as JSON, eight NUL bytes after it. */
const withHead = 'application/vnd.awslambda.http-integration-response';

/** Bytes that the head of an answer may have. */
const largestHead = 1024 * 1024;

/** The answer of a URL that streams, as it comes; a failure in the midst cuts the connection. */
export async function streamedAnswer({
  parts,
  execution,
}: StreamedExecution): Promise<WireResponse> {
  const contentType = await parts.started;
  const reader = parts[Symbol.asyncIterator]();
  if (contentType === undefined) {
    // The handler does not stream: its result is passed on as it is.
    const { functionError, payload } = await execution;
    if (functionError !== undefined) return internalServerError;
    return { status: 200, headers: { 'content-type': 'application/json' }, body: payload };
  }
  const begun =
    contentType === withHead
      ? await readHead(reader)
      : {
          head: { status: 200, headers: { 'content-type': contentType } },
          rest: await next(reader),
        };
  if (begun === undefined || (begun.rest === undefined && (await execution).functionError)) {
    parts.drop();
    return internalServerError;
  }
  return { ...begun.head, body: bodyOf(begun.rest, reader, execution) };
}

type Reader = AsyncIterator<Uint8Array>;

interface Begun {
  readonly head: AnswerHead;
  /** The first bytes of the body; undefined when the stream has ended. */
  readonly rest: Uint8Array | undefined;
}

async function readHead(reader: Reader): Promise<Begun | undefined> {
  let received = Buffer.alloc(0);
  while (received.length <= largestHead) {
    const part = await next(reader);
    if (part === undefined) return undefined;
    received = Buffer.concat([received, part]);
    const end = received.indexOf(Buffer.alloc(8));
    if (end < 0) continue;
    const head = headOf(received.toString('utf8', 0, end));
    return head && { head, rest: received.subarray(end + 8) };
  }
  return undefined;
}

function headOf(text: string): AnswerHead | undefined {
  try {
    return readAnswerHead(JSON.parse(text), 'application/octet-stream');
  } catch {
    return undefined;
  }
}

async function next(reader: Reader): Promise<Uint8Array | undefined> {
  const { done, value } = await reader.next();
  return done ? undefined : value;
}

async function* bodyOf(
  first: Uint8Array | undefined,
  reader: Reader,
  execution: StreamedExecution['execution'],
): AsyncGenerator<Uint8Array> {
  try {
    for (let part = first; part !== undefined; part = await next(reader)) yield part;
    const { functionError, payload } = await execution;
    if (functionError) throw new Error(`The function failed in its answer: ${payload}`);
  } finally {
    await reader.return?.();
  }
}
