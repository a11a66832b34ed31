/** An Event invocation that was accepted and is not finished. */
export interface QueuedEvent {
  readonly requestId: string;
  readonly functionName: string;
  /** As the request gave it. */
  readonly qualifier: string | undefined;
  readonly tenantId: string | undefined;
  readonly payload: Uint8Array;
  /** Attempts that the function has failed. */
  readonly failures: number;
  /** Attempts since then that were throttled. */
  readonly throttles: number;
  /** Milliseconds that it was run and put off; waiting for room on this machine does not age it. */
  readonly age: number;
  /** When it may be run (ms since the epoch). */
  readonly due: number;
}

/** An event that was never tried. */
export function newEvent(
  asked: Pick<QueuedEvent, 'requestId' | 'functionName' | 'qualifier' | 'tenantId' | 'payload'>,
): QueuedEvent {
  return { ...asked, failures: 0, throttles: 0, age: 0, due: 0 };
}

/** A line of JSON, then the bytes of the payload. */
export function encodeEvent({ payload, ...head }: QueuedEvent): Uint8Array {
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), payload]);
}

/** Throws on what is no event. */
export function decodeEvent(content: Buffer): QueuedEvent {
  const headEnd = content.indexOf('\n');
  const head: Partial<Record<keyof QueuedEvent, unknown>> = Object(
    JSON.parse(content.toString('utf8', 0, headEnd)),
  );
  const { requestId, functionName, qualifier, tenantId } = head;
  return {
    requestId: text(requestId),
    functionName: text(functionName),
    qualifier: qualifier === undefined ? undefined : text(qualifier),
    tenantId: tenantId === undefined ? undefined : text(tenantId),
    payload: content.subarray(headEnd + 1),
    failures: number(head.failures),
    throttles: number(head.throttles),
    age: number(head.age),
    due: number(head.due),
  };
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error('it is no event');
  return value;
}

function number(value: unknown): number {
  if (typeof value !== 'number') throw new Error('it is no event');
  return value;
}
