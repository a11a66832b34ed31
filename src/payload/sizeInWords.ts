/** E.g. `6,291,456 bytes`. */
export function bytes(size: number): string {
  return size === 1 ? '1 byte' : `${count(size)} bytes`;
}

/** With its thousands parted. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}
