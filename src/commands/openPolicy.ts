import type { Choice } from '../app/prompts.ts';
import type { App } from '../app.ts';
import type { Account } from '../aws/account.ts';
import { parseArn } from '../aws/arn.ts';
import { documentPath } from './documents/documentPath.ts';
import {
  inlinePolicyPath,
  managedPolicyPath,
  trustPath,
} from './documents/policies/policyPaths.ts';
import { laidOut } from './documents/policies/policyText.ts';
import { roleTarget } from './wizards/roleTarget.ts';
import { rowOf } from './wizards/target.ts';

type Policy =
  | { readonly kind: 'trust' }
  | { readonly kind: 'inline'; readonly name: string }
  | { readonly kind: 'attached'; readonly name: string; readonly arn: string };

/** Opens a policy of a role as a JSON document: the row's, or one that is asked for. Those of AWS cannot be changed. */
export async function openPolicy(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const { name } = await roleTarget(app, account, target, 'Role whose policy is opened');
  const policy = policyOfRow(target) ?? (await choose(app, account, name));
  if (policy.kind === 'attached' && parseArn(policy.arn)?.account === 'aws') {
    const { document } = await app.progress.run(`Reading ${policy.name}`, ({ signal }) =>
      account.policies.managed(policy.arn, signal),
    );
    await app.show.response(`${policy.name}.json`, Buffer.from(laidOut(document)));
    return;
  }
  await app.show.accountDocument(documentPath(account.target, pathOf(name, policy)));
}

function policyOfRow(target: unknown): Policy | undefined {
  const row = rowOf(target);
  switch (row?.kind) {
    case 'trustPolicy':
      return { kind: 'trust' };
    case 'inlinePolicy':
      return { kind: 'inline', name: row.name };
    case 'attachedPolicy':
      return { kind: 'attached', ...row.policy };
    default:
      return undefined;
  }
}

function pathOf(role: string, policy: Policy): readonly string[] {
  switch (policy.kind) {
    case 'trust':
      return trustPath(role);
    case 'inline':
      return inlinePolicyPath(role, policy.name);
    case 'attached':
      return managedPolicyPath(policy.arn);
  }
}

async function choose(
  { prompts }: Pick<App, 'prompts'>,
  { roles }: Account,
  role: string,
): Promise<Policy> {
  const { attached, inline } = await roles.policies(role);
  const choices: Choice<Policy>[] = [
    { label: 'Trust policy', icon: 'verified', value: { kind: 'trust' } },
    ...attached.map(({ name, arn }) => ({
      label: name,
      detail: arn,
      icon: 'library',
      value: { kind: 'attached', name, arn } as const,
    })),
    ...inline.map((name) => ({
      label: name,
      description: 'inline',
      icon: 'json',
      value: { kind: 'inline', name } as const,
    })),
  ];
  return prompts.pick({ prompt: `Policy of ${role} to open`, choices });
}
