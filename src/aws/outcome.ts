import type { Fix } from '../errors.ts';
import type { InvokeOptions } from '../payload/invokeOptions.ts';

export type InvocationType = 'RequestResponse' | 'Event' | 'DryRun';

export interface InvokeRequest extends InvokeOptions {
  readonly functionName: string;
  /** A version or an alias; undefined means `$LATEST`. */
  readonly qualifier?: string | undefined;
  readonly type: InvocationType;
  /** The bytes that are sent, untouched. */
  readonly payload: Uint8Array;
  /** The function's own time-out in seconds, when it is known: silence beyond it ends the wait. */
  readonly timeout?: number | undefined;
}

/** How one attempt to invoke ended. Times in ms. */
export type Outcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly elapsed: number;
      readonly payload: Uint8Array;
      /** `Unhandled` or `Handled`: the function failed, the payload says how. */
      readonly functionError: string | undefined;
      readonly executedVersion: string | undefined;
      readonly requestId: string | undefined;
      /** The last 4 KB of the log, as received. */
      readonly log: Uint8Array | undefined;
      /** Where the log is instead, for functions that do not send its tail. */
      readonly logPlace?: LogPlace | undefined;
      /** The log was refused, now or before, so the invocation was sent without asking for it. */
      readonly logRefused?: true;
      /** Set when the answer came in parts. */
      readonly stream?: StreamedAnswer;
    }
  | {
      readonly kind: 'queued' | 'allowed';
      readonly status: number;
      readonly elapsed: number;
      readonly requestId: string | undefined;
    }
  | {
      /** The service, or the way to it, refused: the function did not run. */
      readonly kind: 'notInvoked';
      readonly elapsed: number;
      readonly requestId: string | undefined;
      readonly failure: Failure;
      /** Trying again as it is may help and cannot run anything twice. */
      readonly mayRetry: boolean;
      /** Refused because there were too many at a time (status 429). */
      readonly throttled?: boolean;
    }
  | {
      /** The answer never came: the function may have run. */
      readonly kind: 'lost';
      readonly elapsed: number;
      readonly requestId: string | undefined;
      readonly failure: Failure;
    }
  | { readonly kind: 'cancelled'; readonly elapsed: number };

/** What there is to tell of an answer that came in parts. */
export interface StreamedAnswer {
  /** When its first part came, after how many ms; undefined when there was none. */
  readonly firstPart: number | undefined;
  /** Bytes in all. */
  readonly size: number;
  /** Absolute path of the whole where it is too large to be kept in memory: `payload` is its beginning. */
  readonly file: string | undefined;
  /** Why it could not be kept whole. */
  readonly notKept: string | undefined;
  /** From the last event: how the function failed, in the form of a function error's payload. */
  readonly errorDetails: string | undefined;
}

/** A stream of CloudWatch Logs. */
export interface LogPlace {
  readonly group: string;
  readonly stream: string;
}

/** One failure in a person's words. */
export interface Failure {
  /** What happened and why, without a full stop's worth of advice; does not repeat the code. */
  readonly message: string;
  /** What to do now: sentences. Empty when the service's own words are all there is. */
  readonly advice: string;
  /** The wire's own name, e.g. `ResourceNotFoundException` or `ECONNREFUSED`. */
  readonly code: string;
  readonly fix?: Fix;
  /** What puts an invocation right: only who sent it can offer that. */
  readonly cure?: Cure;
}

/** To choose another function, to wait until it is ready, or to send it with other options. */
export type Cure = 'otherFunction' | 'whenReady' | 'otherOptions';
