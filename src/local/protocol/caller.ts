/** Who signed the request: the account's root key, or a session of a role. */
export type Caller =
  | { readonly kind: 'root' }
  | {
      readonly kind: 'role';
      readonly roleArn: string;
      readonly session: string;
      /** A document that narrows what the session may do, as AssumeRole takes it. */
      readonly policy?: string | undefined;
    }
  /** Nobody: for the few operations that AWS takes unsigned, and public function URLs. */
  | { readonly kind: 'anonymous' };
