import type { Readable, Writable } from 'node:stream';
import { frameReader } from './frameReader.ts';
import type { InvocationLog } from './invocationLog.ts';
import { payloadCollector } from './payloadCollector.ts';
import type { RuntimeEvent } from './runtimeEvent.ts';
import type { RuntimeListener } from './runtimeListener.ts';

/** Frame types of our bootstraps, beside those of AWS' log records (`0xa55a00..`). */
const frames = {
  next: 0xa55b0001,
  response: 0xa55b0002,
  error: 0xa55b0003,
  initError: 0xa55b0004,
  output: 0xa55b0005,
};

/** Bytes of a request id and a line end before an answer. */
const requestIdLength = 37;

/**
 * Connects our own bootstraps: frames with their calls and their log records come in on one pipe,
 * events go out on the other.
 */
export function connectRuntimePipes(
  input: Readable,
  output: Writable,
  log: InvocationLog,
  listener: RuntimeListener,
): void {
  const body = payloadCollector(requestIdLength);
  const send = (event: RuntimeEvent): void => {
    const headers = Buffer.from(JSON.stringify(event.headers));
    const lengths = Buffer.alloc(8);
    lengths.writeUInt32BE(headers.length, 0);
    lengths.writeUInt32BE(event.payload.length, 4);
    output.write(Buffer.concat([lengths, headers, event.payload]));
  };
  const read = frameReader((type, part, last) => {
    if (type === frames.output) {
      log.write(part);
    } else if (Object.values(frames).includes(type)) {
      body.add(part);
      if (last) call(type, body.take());
    } else {
      log.writeRecord(part, last);
    }
  });
  const call = (type: number, payload: Buffer | undefined): void => {
    if (type === frames.next) listener.next(send, Number(payload));
    else if (type === frames.initError) listener.initError(payload ?? Buffer.alloc(0));
    else {
      const failed = type === frames.error;
      const end = payload?.indexOf('\n') ?? -1;
      const requestId = payload?.toString('latin1', 0, end);
      listener.answer(requestId, { failed, payload: payload?.subarray(end + 1) });
    }
  };
  input.on('data', read);
  // The process may end at any time; that is told by its exit.
  input.on('error', () => {});
  output.on('error', () => {});
}
