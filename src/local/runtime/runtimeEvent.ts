import { randomBytes } from 'node:crypto';
import type { Invocation } from './executor.ts';

/** One invocation as a runtime receives it: headers and body of the Runtime API's `next`. */
export interface RuntimeEvent {
  /** Named in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Uint8Array;
}

/** An event that is to be answered within `limit` ms from now. */
export function eventOf(invocation: Invocation, limit: number): RuntimeEvent {
  const { requestId, payload, clientContext, invokedArn, tenantId } = invocation;
  return {
    headers: {
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': String(Math.round(Date.now() + limit)),
      'lambda-runtime-invoked-function-arn': invokedArn,
      'lambda-runtime-trace-id': invocation.traceId ?? newTraceId(),
      ...(tenantId === undefined ? {} : { 'lambda-runtime-aws-tenant-id': tenantId }),
      ...(clientContext === undefined ? {} : { 'lambda-runtime-client-context': clientContext }),
    },
    // Without a body, AWS' runtimes receive an empty object.
    payload: payload.length === 0 ? Buffer.from('{}') : payload,
  };
}

/** An X-Ray trace that is not sampled: there is nowhere to send it. */
export function newTraceId(): string {
  const time = Math.floor(Date.now() / 1000).toString(16);
  const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
  return `Root=1-${time}-${hex(12)};Parent=${hex(8)};Sampled=0`;
}
