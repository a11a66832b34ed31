import type { ManagedPolicy } from './role.ts';

/** What a role says of itself beside its policies. */
export interface RoleDetails {
  /** Its trust policy, as IAM keeps it. */
  readonly trust: string;
  /** ISO 8601; undefined for a role that was never used, or not in the last 400 days. */
  readonly lastUsed: { readonly at: string; readonly region: string } | undefined;
  /** ARN of the policy that bounds what its other policies allow. */
  readonly boundary: string | undefined;
}

/** The version of a managed policy that is in force. */
export interface ManagedText {
  readonly document: string;
  /** E.g. `v3`. */
  readonly versionId: string;
}

export interface PolicyVersion {
  readonly id: string;
  readonly inForce: boolean;
  /** ISO 8601. */
  readonly created: string;
}

/** Whether a role may do something, and the names of the policies that say so. */
export interface Verdict {
  readonly action: string;
  readonly resource: string;
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  readonly policies: readonly string[];
}

/** The documents of policies, and what follows from them. */
export interface Policies {
  details(role: string, signal?: AbortSignal): Promise<RoleDetails>;
  managed(arn: string, signal?: AbortSignal): Promise<ManagedText>;
  /** Undefined when the role has no such policy. */
  inline(role: string, name: string, signal?: AbortSignal): Promise<string | undefined>;
  setTrust(role: string, document: string, signal?: AbortSignal): Promise<void>;
  versions(arn: string, signal?: AbortSignal): Promise<readonly PolicyVersion[]>;
  /** Adds a version that is in force at once; answers its id. IAM keeps five. */
  createVersion(arn: string, document: string, signal?: AbortSignal): Promise<string>;
  deleteVersion(arn: string, id: string, signal?: AbortSignal): Promise<void>;
  /** The managed policies that the account made itself. */
  customer(signal?: AbortSignal): AsyncIterable<readonly ManagedPolicy[]>;
  /** By SimulatePrincipalPolicy; undefined where the endpoint does not have it or it may not be asked. */
  simulate(
    roleArn: string,
    actions: readonly string[],
    resources: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly Verdict[] | undefined>;
}
