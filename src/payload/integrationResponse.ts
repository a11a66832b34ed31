/**
 * An answer in the form in which a streaming function hands status and headers to its URL: JSON, eight
 * NUL bytes, the body. https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
 */
export interface IntegrationResponse {
  /** JSON: `{ statusCode, headers?, cookies? }`. */
  readonly head: Uint8Array;
  readonly body: Uint8Array;
}

/** Bytes that a head may have; what has no delimiter by then has none. */
export const largestHead = 64 * 1024;

export const delimiterLength = 8;

/** Undefined for every other answer. */
export function splitIntegrationResponse(answer: Uint8Array): IntegrationResponse | undefined {
  if (answer[0] !== 0x7b) return undefined;
  const end = answer.subarray(0, largestHead).indexOf(0);
  if (end < 0) return undefined;
  const delimiter = answer.subarray(end, end + delimiterLength);
  if (delimiter.length < delimiterLength || delimiter.some((byte) => byte !== 0)) return undefined;
  const head = answer.subarray(0, end);
  return isHead(head) ? { head, body: answer.subarray(end + delimiterLength) } : undefined;
}

export function isHead(bytes: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
