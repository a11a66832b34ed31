/** Who signed the request: the account's root key, or an execution role's session. */
export type Caller =
  | { readonly kind: 'root' }
  | { readonly kind: 'role'; readonly roleArn: string; readonly session: string };
