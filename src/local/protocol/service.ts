import type { Caller } from './caller.ts';
import type { ServiceError } from './serviceError.ts';
import type { WireRequest, WireResponse } from './wire.ts';

/** What an operation knows of the request beside its input. */
export interface Call {
  readonly requestId: string;
  readonly caller: Caller;
  /** The endpoint's base URL as the client addressed it. */
  readonly endpoint: string;
}

/**
 * The operations of a service, by name. Inputs are decoded and checked against the service's own
 * model before they are handed over; that is the check beside the `never`.
 */
export type Operations<Context> = Readonly<
  Record<string, (context: Context, input: never, call: Call) => unknown>
>;

/** An operation's output with headers beside those that its model binds. */
export class WithHeaders<T> {
  readonly output: T;
  readonly headers: Readonly<Record<string, string>>;

  constructor(output: T, headers: Readonly<Record<string, string>>) {
    this.output = output;
    this.headers = headers;
  }
}

/**
 * Throws the service's refusal when the caller may not perform the operation with this input; it is
 * asked before the operation is performed.
 */
export type Authorize = (operation: string, input: unknown, call: Call) => void;

/** One AWS service as the server sees it. */
export interface Service {
  answer(request: WireRequest, call: Call): Promise<WireResponse>;
  /** A refusal in this service's wire form. */
  refuse(error: ServiceError, requestId: string): WireResponse;
  /** The largest body that this request may have, and the refusal of a larger one. */
  bodyLimit(request: Omit<WireRequest, 'body'>): { bytes: number; error: ServiceError };
}
