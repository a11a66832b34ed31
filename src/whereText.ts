/** What is known of a place without asking. */
export interface Place {
  readonly region: string | undefined;
  /** Twelve digits. */
  readonly accountId: string | undefined;
  /** The account's alias, where it may be read. */
  readonly alias: string | undefined;
}

/** E.g. `123456789012 (acme) · eu-west-1`; empty when nothing is known. */
export function whereText({ region, accountId, alias }: Place): string {
  const account = accountId && (alias ? `${accountId} (${alias})` : accountId);
  return [account, region].filter(Boolean).join(' · ');
}
