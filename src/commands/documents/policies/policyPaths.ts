import { nameInArn } from '../../../aws/arn.ts';
import type { PermissionTarget } from '../../../aws/permission.ts';
import type { AccountDocument } from '../accountDocument.ts';
import { inlinePolicyDocument } from './inlinePolicyDocument.ts';
import { managedPolicyDocument } from './managedPolicyDocument.ts';
import { resourcePolicyDocument } from './resourcePolicyDocument.ts';
import { trustDocument } from './trustDocument.ts';

// Segments of the documents' paths; the last is the name of the editor's tab.

export function trustPath(role: string): readonly string[] {
  return ['roles', role, 'trust', `${role}.trust.json`];
}

export function inlinePolicyPath(role: string, policy: string): readonly string[] {
  return ['roles', role, 'inline', `${policy}.policy.json`];
}

export function managedPolicyPath(arn: string): readonly string[] {
  return ['policies', arn, 'managed', `${nameInArn(arn)}.policy.json`];
}

export function resourcePolicyPath({
  functionName,
  qualifier,
}: PermissionTarget): readonly string[] {
  const file = [functionName, ...(qualifier === undefined ? [] : [qualifier])].join('-');
  return ['functions', functionName, qualifier ?? '-', `${file}.permissions.json`];
}

/** Undefined for what is no such path. */
export function policyDocumentOf(segments: readonly string[]): AccountDocument | undefined {
  const [collection, name = '', kind = '', file = ''] = segments;
  const policy = file.replace(/\.policy\.json$/, '');
  const candidates: readonly (readonly [readonly string[], () => AccountDocument])[] = [
    [trustPath(name), () => trustDocument(name)],
    [inlinePolicyPath(name, policy), () => inlinePolicyDocument(name, policy)],
    [managedPolicyPath(name), () => managedPolicyDocument(name)],
    ...(collection === 'functions' && kind !== ''
      ? [functionCandidate(name, kind === '-' ? undefined : kind)]
      : []),
  ];
  const found = candidates.find(([path]) => String(path) === String(segments));
  return name === '' || file === '' ? undefined : found?.[1]();
}

function functionCandidate(functionName: string, qualifier: string | undefined) {
  const target = { functionName, qualifier };
  return [resourcePolicyPath(target), () => resourcePolicyDocument(target)] as const;
}
