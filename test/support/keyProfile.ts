/** Access keys as a profile of a credentials file. */
export function keyProfile(
  name: string,
  keys: { readonly accessKeyId: string; readonly secretAccessKey: string },
): string {
  return `[${name}]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`;
}
