import type { Collection } from '../../store/collection.ts';
import type { ManagedPolicy } from '../iam/managedPolicy.ts';
import type { StoredRole } from '../iam/role.ts';
import type { StoredEventSourceMapping } from '../lambda/eventSourceMapping.ts';
import type { StoredFunction } from '../lambda/function.ts';
import type { ConditionKeys } from '../policy/template.ts';

/** What is looked at to tell what a request needs, and what a caller may do. */
export interface AccessContext {
  readonly accountId: string;
  readonly region: string;
  readonly roles: Collection<StoredRole>;
  readonly policies: Collection<ManagedPolicy>;
  readonly functions: Collection<StoredFunction>;
  readonly eventSourceMappings: Collection<StoredEventSourceMapping>;
}

/** One permission that an operation needs. */
export interface Need {
  /** `lambda:InvokeFunction` */
  readonly action: string;
  /** An ARN, or `*` for actions on no single resource. */
  readonly resource: string;
  /** The resource as the refusal names it, where that is not its ARN. */
  readonly shown?: string;
  /** Condition keys of this action, in lower case. */
  readonly keys?: ConditionKeys;
  /** The document of the resource's own policy. */
  readonly resourcePolicy?: string | undefined;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
export type FindNeeds = (context: AccessContext, operation: string, input: Input) => Need[];

/** An input, decoded and checked by its model, of which each member may be missing. */
export type Input = ReadonlyMap<string, unknown>;

export function textOf(input: Input, member: string): string | undefined {
  const value = input.get(member);
  return typeof value === 'string' ? value : undefined;
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export type KeyEntry = readonly [key: string, values: readonly (string | undefined)[]];

/** Condition keys, those without values left out. */
export function conditionKeys(entries: readonly KeyEntry[]): ConditionKeys {
  const keys = new Map<string, readonly string[]>();
  for (const [key, values] of entries) {
    const present = values.filter((value) => value !== undefined);
    if (present.length > 0) keys.set(key.toLowerCase(), present);
  }
  return keys;
}

/** `prefix/key` for each tag, e.g. `aws:PrincipalTag/team`. */
export function tagKeys(prefix: string, tags: Iterable<readonly [string, string]>): KeyEntry[] {
  return [...tags].map(([key, value]) => [`${prefix}/${key}`, [value]]);
}

/** What conditions can ask about the tags that a request adds or takes away. */
export function requestTags(
  input: Input,
  tags: readonly (readonly [string, string])[],
): KeyEntry[] {
  const keys = [...tags.map(([key]) => key), ...listOf(input.get('TagKeys')).map(String)];
  return [...tagKeys('aws:RequestTag', tags), ['aws:TagKeys', keys]];
}
