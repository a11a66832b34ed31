import type { Execution } from '../../../runtime/executor.ts';

/** Why an event is finished. */
export type Condition =
  | 'Success'
  | 'RetriesExhausted'
  | 'EventAgeExceeded'
  | 'ZeroReservedConcurrency';

export interface Outcome {
  readonly condition: Condition;
  /** How often the function was run for it. */
  readonly invocations: number;
  /** The last one, where there was one. */
  readonly execution?: Execution | undefined;
}

/**
 * What a destination receives of an event. Payloads stand in it byte for byte.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function invocationRecord(
  request: {
    readonly requestId: string;
    /** With the version that was run. */
    readonly functionArn: string;
    readonly version: string;
    readonly payload: Uint8Array;
  },
  { condition, invocations, execution }: Outcome,
): Uint8Array {
  const { requestId, functionArn, version } = request;
  const members: [name: string, json: Uint8Array | string][] = [
    ['version', '"1.0"'],
    ['timestamp', JSON.stringify(new Date().toISOString())],
    [
      'requestContext',
      JSON.stringify({ requestId, functionArn, condition, approximateInvokeCount: invocations }),
    ],
    ['requestPayload', request.payload.byteLength === 0 ? '{}' : request.payload],
  ];
  if (execution !== undefined) {
    const { functionError } = execution;
    const context = { statusCode: 200, executedVersion: version, functionError };
    members.push(['responseContext', JSON.stringify(context)]);
    members.push(['responsePayload', jsonOf(execution.payload)]);
  }
  const parts = members.flatMap(([name, json], index) => [
    Buffer.from(`${index === 0 ? '{' : ','}"${name}":`),
    Buffer.from(json),
  ]);
  return Buffer.concat([...parts, Buffer.from('}')]);
}

/** A runtime of one's own may answer anything. */
function jsonOf(payload: Uint8Array): Uint8Array | string {
  const text = Buffer.from(payload).toString();
  try {
    JSON.parse(text);
    return payload;
  } catch {
    return JSON.stringify(text);
  }
}
