import { count } from './sizeInWords.ts';

/** What an invocation may carry beside its payload. */
export interface InvokeOptions {
  /** JSON text that the handler finds in its context. */
  readonly clientContext?: string | undefined;
  /** For functions with tenant isolation. */
  readonly tenantId?: string | undefined;
  /** For durable functions: the same name and payload start one execution only. */
  readonly durableExecutionName?: string | undefined;
  /** Whether the answer comes in parts; undefined: as the function's URL does, if that is known. */
  readonly streamed?: boolean | undefined;
}

/** Of the client context in base64, by Lambda's limits. */
const mostContextBytes = 3583;

/** What is wrong with a client context, in a sentence. */
export function clientContextProblem(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return 'A client context is a JSON object.';
    }
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : error}.`;
  }
  const bytes = Buffer.from(text).toString('base64').length;
  return bytes > mostContextBytes
    ? `In base64 this has ${count(bytes)} bytes; Lambda takes ${count(mostContextBytes)}.`
    : undefined;
}

export const tenantIdPattern = /^[a-zA-Z0-9._:/=+\-@ ]{1,256}$/;

export function tenantIdProblem(text: string): string | undefined {
  return tenantIdPattern.test(text)
    ? undefined
    : 'A tenant id has 1 to 256 letters, digits, blanks and . _ : / = + - @';
}

export function executionNameProblem(text: string): string | undefined {
  return /^[a-zA-Z0-9_-]{1,64}$/.test(text)
    ? undefined
    : 'The name of a durable execution has 1 to 64 letters, digits, - and _';
}
