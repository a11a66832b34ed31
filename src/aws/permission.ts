/** A statement of a function's resource policy: who may do what with it. Members as in the policy. */
export interface Permission {
  readonly sid: string;
  readonly effect: 'Allow' | 'Deny';
  /** E.g. `s3.amazonaws.com`, an ARN, an account or `*`. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly conditions: readonly PermissionCondition[];
}

export interface PermissionCondition {
  /** E.g. `ArnLike`. */
  readonly operator: string;
  /** E.g. `AWS:SourceArn`. */
  readonly key: string;
  readonly values: readonly string[];
}

/** The resource policy of a function, or of one of its versions or aliases. */
export interface ResourcePolicy {
  readonly permissions: readonly Permission[];
  /** As Lambda keeps it; undefined when there is none: nobody but the account itself may invoke. */
  readonly document: string | undefined;
  /** What a change is guarded by; undefined when there is no policy. */
  readonly revisionId: string | undefined;
}

/** What AddPermission takes. */
export interface NewPermission {
  readonly sid: string;
  readonly principal: string;
  readonly action: string;
  readonly sourceArn?: string | undefined;
  readonly sourceAccount?: string | undefined;
  readonly principalOrgId?: string | undefined;
  readonly functionUrlAuthType?: 'AWS_IAM' | 'NONE' | undefined;
  readonly invokedViaFunctionUrl?: boolean | undefined;
}

/** A function or one of its versions or aliases. */
export interface PermissionTarget {
  readonly functionName: string;
  readonly qualifier?: string | undefined;
}

export interface Permissions {
  read(target: PermissionTarget, signal?: AbortSignal): Promise<ResourcePolicy>;
  /** With a revision, only if nobody has changed the policy since. */
  add(
    target: PermissionTarget,
    permission: NewPermission,
    revisionId?: string,
    signal?: AbortSignal,
  ): Promise<void>;
  remove(
    target: PermissionTarget,
    sid: string,
    revisionId?: string,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Replaces the whole policy by PutResourcePolicy, which not every endpoint has. `arn` is qualified where it is of a version or alias. */
  put(arn: string, document: string, revisionId?: string, signal?: AbortSignal): Promise<void>;
}
