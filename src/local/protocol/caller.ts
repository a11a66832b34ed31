/** Who signed the request: the account's root key, or a session of a role. */
export type Caller =
  | {
      readonly kind: 'root';
      /** With credentials of GetSessionToken, which cannot do all that the key itself can. */
      readonly temporary?: boolean | undefined;
      /** Whether a code of a second factor was given for these credentials. */
      readonly mfa?: boolean | undefined;
    }
  | {
      readonly kind: 'role';
      readonly roleArn: string;
      readonly session: string;
      /** A document that narrows what the session may do, as AssumeRole takes it. */
      readonly policy?: string | undefined;
      /** ARNs of managed policies that do so too. */
      readonly policyArns?: readonly string[] | undefined;
      readonly sourceIdentity?: string | undefined;
      /** Session tags, in the words of policies `aws:PrincipalTag/…`. */
      readonly tags?: Readonly<Record<string, string>> | undefined;
    }
  /** Nobody: for the few operations that AWS takes unsigned, and public function URLs. */
  | { readonly kind: 'anonymous' };
