/** IAM tells whole seconds. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+/, '');
}
