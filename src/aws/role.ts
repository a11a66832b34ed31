export interface RoleSummary {
  readonly name: string;
  readonly arn: string;
  /** E.g. `/` or `/service-role/`. */
  readonly path: string;
  readonly description: string;
  /** Who may assume the role, e.g. `lambda.amazonaws.com`, an account's ARN or `*`. */
  readonly trusts: readonly string[];
  /** ISO 8601. */
  readonly created: string;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
}

/** What is on a role, and must go before the role can. */
export interface RolePolicies {
  readonly attached: readonly { readonly name: string; readonly arn: string }[];
  readonly inline: readonly string[];
}

export interface NewRole {
  readonly name: string;
  readonly description: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Roles {
  /** Yields each page as it comes, roles of all services. */
  list(signal?: AbortSignal): AsyncIterable<readonly RoleSummary[]>;
  find(name: string, signal?: AbortSignal): Promise<RoleSummary | undefined>;
  tags(name: string, signal?: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /** A role that trusts Lambda, without any permissions yet. */
  create(input: NewRole, signal?: AbortSignal): Promise<RoleSummary>;
  /** Managed policies that may be attached: those that Lambda roles use first. */
  managedPolicies(signal?: AbortSignal): AsyncIterable<readonly ManagedPolicy[]>;
  policies(name: string, signal?: AbortSignal): Promise<RolePolicies>;
  attachPolicy(name: string, policyArn: string, signal?: AbortSignal): Promise<void>;
  detachPolicy(name: string, policyArn: string, signal?: AbortSignal): Promise<void>;
  putInlinePolicy(
    name: string,
    policyName: string,
    document: string,
    signal?: AbortSignal,
  ): Promise<void>;
  deleteInlinePolicy(name: string, policyName: string, signal?: AbortSignal): Promise<void>;
  /** Refused by IAM as long as policies are on the role. */
  delete(name: string, signal?: AbortSignal): Promise<void>;
}
