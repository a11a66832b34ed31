/** E.g. `6,291,456 bytes`. */
export function bytes(size: number): string {
  return size === 1 ? '1 byte' : `${count(size)} bytes`;
}

/** E.g. `1 function`, `1,000 functions`. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** With its thousands parted. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}
