import { largestResponse } from './payloadCollector.ts';

/** An error that Lambda itself puts in the place of the handler's answer. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
}

export function timedOut(requestId: string, seconds: number): FunctionError {
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
  };
}

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly outOfMemory: boolean;
  /** Why it could not be started at all. */
  readonly notStarted?: string;
}

export function exited(requestId: string, exit: Exit): FunctionError {
  const reason = (text: string): string => `RequestId: ${requestId} Error: Runtime exited ${text}`;
  if (exit.notStarted !== undefined) return invalidEntrypoint(requestId, exit.notStarted);
  if (exit.outOfMemory)
    return {
      errorType: 'Runtime.OutOfMemory',
      errorMessage: reason('with error: signal: killed'),
    };
  const errorType = 'Runtime.ExitError';
  if (exit.signal !== null)
    return {
      errorType,
      errorMessage: reason(`with error: signal: ${signalName(exit.signal)}`),
    };
  if (exit.code === 0) return { errorType, errorMessage: reason('without providing a reason') };
  return { errorType, errorMessage: reason(`with error: exit status ${exit.code}`) };
}

/** The process of a function cannot be started. */
export function invalidEntrypoint(requestId: string, reason: string): FunctionError {
  return {
    errorType: 'Runtime.InvalidEntrypoint',
    errorMessage: `RequestId: ${requestId} Error: ${reason}`,
  };
}

export function unanswered(requestId: string): FunctionError {
  return {
    errorType: 'Runtime.InvalidState',
    errorMessage: `RequestId: ${requestId} Error: The runtime asked for the next event before it answered this one`,
  };
}

/** `limit` in bytes. */
export function responseTooLarge(limit = largestResponse): FunctionError {
  return {
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${limit} bytes).`,
  };
}

/** AWS' platform writes the message of this one error first. */
export function payloadOf(error: FunctionError): Buffer {
  const { errorType, errorMessage } = error;
  return Buffer.from(
    JSON.stringify(
      errorType === 'Function.ResponseSizeTooLarge'
        ? { errorMessage, errorType }
        : { errorType, errorMessage },
    ),
  );
}

/**
 * A missing part of the SDK, told by the runtime, gets one more sentence: AWS' runtimes have the SDK
 * built in, this one has what the package or the workspace has.
 */
export function explainMissingSdk(payload: Buffer): Buffer {
  const error = membersOf(payload);
  const message = String(error['errorMessage']);
  const cure = cureOf(message);
  if (cure === undefined) return payload;
  const sentence = `AWS' runtimes have this part of the SDK built in, this machine has not: ${cure}, then update the function's code.`;
  return Buffer.from(JSON.stringify({ ...error, errorMessage: `${message}\n${sentence}` }));
}

function cureOf(message: string): string | undefined {
  const [, node] =
    /Cannot find (?:module|package) '(@(?:aws-sdk|smithy)\/[^'/]+)/.exec(message) ?? [];
  if (node !== undefined) {
    return `run "npm install ${node}" next to the handler or in the workspace`;
  }
  const [, python] = /No module named '(boto3|botocore)['.]/.exec(message) ?? [];
  if (python !== undefined) {
    return `run "pip install ${python}" for the interpreter that INIT_START in its whole log names, or with "--target" next to the handler`;
  }
  return undefined;
}

/** What the runtime calls the error that it tells. */
export function errorTypeOf(payload: Buffer): string {
  return String(membersOf(payload)['errorType'] ?? 'Unhandled');
}

function membersOf(payload: Buffer): Record<string, unknown> {
  try {
    const error: unknown = JSON.parse(payload.toString());
    return typeof error === 'object' && error !== null ? { ...error } : {};
  } catch {
    // A custom runtime may tell anything; it is passed on as it is.
    return {};
  }
}

/** As the Go runtime of AWS' platform spells them. */
function signalName(signal: NodeJS.Signals): string {
  return signalNames[signal] ?? signal.toLowerCase();
}

const signalNames: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGHUP: 'hangup',
  SIGILL: 'illegal instruction',
  SIGINT: 'interrupt',
  SIGKILL: 'killed',
  SIGPIPE: 'broken pipe',
  SIGQUIT: 'quit',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGTRAP: 'trace/breakpoint trap',
};
