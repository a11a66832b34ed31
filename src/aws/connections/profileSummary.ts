/** What a person chooses a profile by; nothing of it is secret. */
export interface ProfileSummary {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly region: string | undefined;
  /** Twelve digits, where the profile says it. */
  readonly accountId: string | undefined;
  /** The profile's own `endpoint_url`. */
  readonly endpoint: string | undefined;
}

/** Where its credentials come from. */
export type ProfileKind =
  | 'keys'
  | 'role'
  | 'process'
  | 'sso'
  | 'login'
  | 'web identity'
  | 'incomplete';
