/** Receives a frame piece by piece, so that none has to fit into memory; `last` closes the frame. */
export type FramePart = (type: number, part: Uint8Array, last: boolean) => void;

/** The length of a frame's header: type (4 bytes), length (4), time in µs (8), all big-endian. */
const headerLength = 16;

/**
 * Reads the framing that AWS' runtimes use for telemetry. Returns a function that takes the bytes
 * in whatever pieces they come.
 */
export function frameReader(onPart: FramePart): (chunk: Buffer) => void {
  let header = Buffer.alloc(0);
  let type = 0;
  let remaining = 0;
  return (chunk) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (remaining === 0) {
        const missing = headerLength - header.length;
        header = Buffer.concat([header, rest.subarray(0, missing)]);
        rest = rest.subarray(missing);
        if (header.length < headerLength) return;
        type = header.readUInt32BE(0);
        remaining = header.readUInt32BE(4);
        header = Buffer.alloc(0);
        if (remaining === 0) onPart(type, Buffer.alloc(0), true);
      } else {
        const part = rest.subarray(0, remaining);
        rest = rest.subarray(part.length);
        remaining -= part.length;
        onPart(type, part, remaining === 0);
      }
    }
  };
}
