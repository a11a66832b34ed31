import { timingSafeEqual } from 'node:crypto';

/** Compares secrets without telling by the time it takes where they differ. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.byteLength === right.byteLength && timingSafeEqual(left, right);
}
