import { randomUUID } from 'node:crypto';
import { ServiceError } from '../../protocol/serviceError.ts';
import { type StoredFunction, saveFunction } from './function.ts';
import { functionArn, readFunctionName } from './functionName.ts';
import { functionNotFound } from './refusals.ts';
import type { StoredPolicy } from './resourcePolicies.ts';
import type { LambdaContext } from './service.ts';

/** What a resource policy can be on: a function, or one of its versions or aliases. */
export interface PolicyTarget {
  readonly stored: StoredFunction;
  /** As the request gave it. */
  readonly qualified: string | undefined;
  /** A policy shares its revision with what it is on. */
  readonly revisionId: string;
  /** Qualified where the request was. */
  readonly arn: string;
}

export type PolicyContent = Omit<StoredPolicy, 'qualifier'>;

/** Undefined when the function, the version or the alias does not exist. */
export function lookUpPolicyTarget(
  context: LambdaContext,
  text: string | undefined,
  qualifier?: string,
): PolicyTarget | undefined {
  const named = readFunctionName(context, text ?? '', qualifier);
  const stored = context.functions.get(named.name);
  const revisionId = stored && revisionOf(stored, named.qualifier);
  if (stored === undefined || revisionId === undefined) return undefined;
  return { stored, qualified: named.qualifier, revisionId, arn: functionArn(context, named) };
}

/** Throws ResourceNotFoundException; AWS' words tell a missing alias from a missing version. */
export function findPolicyTarget(
  context: LambdaContext,
  text: string | undefined,
  qualifier?: string,
): PolicyTarget {
  const target = lookUpPolicyTarget(context, text, qualifier);
  if (target !== undefined) return target;
  const named = readFunctionName(context, text ?? '', qualifier);
  const { name } = named;
  if (context.functions.get(name) === undefined) {
    throw functionNotFound(functionArn(context, { name, qualifier: undefined }));
  }
  const arn = functionArn(context, named);
  if (/^\d+$|\$/.test(named.qualifier ?? '')) throw functionNotFound(arn);
  throw new ServiceError('ResourceNotFoundException', `Cannot find alias arn: ${arn}`);
}

export function policyOf(
  target: PolicyTarget,
): (PolicyContent & { readonly document: string }) | undefined {
  const wanted = target.qualified ?? '$LATEST';
  const policy = target.stored.policies.find(({ qualifier }) => qualifier === wanted);
  return policy && { ...policy, document: documentOf(policy) };
}

export function documentOf({ version, id, statements }: PolicyContent): string {
  return JSON.stringify({ Version: version, Id: id, Statement: statements });
}

const mostCharacters = 20_480;

/**
 * Replaces the policy, or removes it, and gives a new revision to what it is on, which is returned.
 * Throws PolicyLengthExceededException.
 */
export async function savePolicy(
  context: LambdaContext,
  { stored, qualified = '$LATEST' }: PolicyTarget,
  content: PolicyContent | undefined,
): Promise<string> {
  const length = content === undefined ? 0 : documentOf(content).length;
  if (length > mostCharacters) {
    throw new ServiceError(
      'PolicyLengthExceededException',
      `The final policy size (${length}) is bigger than the limit (${mostCharacters}).`,
    );
  }
  const others = stored.policies.filter(({ qualifier }) => qualifier !== qualified);
  const policies = content === undefined ? others : [...others, keep(qualified, content)];
  if (qualified === '$LATEST') {
    return (await saveFunction(context, { ...stored, policies })).revisionId;
  }
  const revisionId = randomUUID();
  await context.functions.put(stored.name, {
    ...stored,
    policies,
    aliases: stored.aliases.map((alias) =>
      alias.name === qualified ? { ...alias, revisionId } : alias,
    ),
    versions: stored.versions.map((version) =>
      version.version === qualified ? { ...version, revisionId } : version,
    ),
  });
  return revisionId;
}

function keep(qualifier: string, { version, id, statements }: PolicyContent): StoredPolicy {
  return { qualifier, version, id, statements };
}

function revisionOf(stored: StoredFunction, qualifier = '$LATEST'): string | undefined {
  if (qualifier === '$LATEST') return stored.revisionId;
  const alias = stored.aliases.find(({ name }) => name === qualifier);
  return alias?.revisionId ?? stored.versions.find((v) => v.version === qualifier)?.revisionId;
}
