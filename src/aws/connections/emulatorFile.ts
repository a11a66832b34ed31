/**
 * Whether a file of certificates is one that AWS Emulator writes for each run, beside the keys of the
 * run, and removes at its end: https://docs.aws.amazon.com/emulator/latest/userguide/cli-reference.html
 */
export function isEmulatorFile(caFile: string | undefined): boolean {
  return /[\\/]\.aws[\\/]emulator[\\/]\d{1,5}[\\/]ca\.pem$/.test(caFile ?? '');
}
