/** AWS' limit of a response: 6 MB and 100 bytes. */
export const largestResponse = 6_291_556;

/** Gathers a response that comes in parts; what is beyond AWS' limit is counted, not kept. */
export interface PayloadCollector {
  add(part: Uint8Array): void;
  /** What came, `undefined` when it is larger than AWS allows; empties the collector. */
  take(): Buffer | undefined;
}

/** `overhead` bytes may come on top of the limit. */
export function payloadCollector(overhead = 0): PayloadCollector {
  let parts: Uint8Array[] = [];
  let size = 0;
  return {
    add(part) {
      size += part.length;
      if (size > largestResponse + overhead) parts = [];
      else parts.push(part);
    },
    take() {
      const payload = size > largestResponse + overhead ? undefined : Buffer.concat(parts);
      parts = [];
      size = 0;
      return payload;
    },
  };
}
