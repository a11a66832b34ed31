import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import { type AllowedActions, allowedActionsName, withAllowed } from '../../aws/allowedActions.ts';
import { policyDocumentProblem } from '../../aws/policyDocument.ts';
import { UserError } from '../../errors.ts';

/** What the inline policy of allowed actions is, and what it becomes. */
export interface AllowPlan {
  readonly role: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** Reads the policy as it is; changes nothing. */
export async function planAllowed(
  { policies }: Account,
  role: string,
  added: readonly AllowedActions[],
  signal?: AbortSignal,
): Promise<AllowPlan> {
  const before = await policies.inline(role, allowedActionsName, signal);
  return { role, before, after: withAllowed(before, added) };
}

/** In the diff editor; without a policy yet, against an empty document. */
export async function showPlan(
  { show }: Pick<App, 'show'>,
  { role, before = '', after }: AllowPlan,
): Promise<void> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const name = `${role} ${allowedActionsName}.json`;
  await show.difference(
    `${allowedActionsName} of ${role}: now ↔ then`,
    { name, content: bytes(before) },
    { name, content: bytes(after) },
  );
}

/** Throws a `UserError` when somebody has changed the policy since it was read, or when it would be too long. */
export async function putAllowed(
  { policies, roles }: Account,
  { role, before, after }: AllowPlan,
  signal?: AbortSignal,
): Promise<void> {
  const problem = policyDocumentProblem(after);
  if (problem !== undefined) throw new UserError(`Role ${role} was not changed. ${problem}`);
  if ((await policies.inline(role, allowedActionsName, signal)) !== before) {
    throw new UserError(
      `Role ${role} was not changed: somebody else has changed its inline policy ${allowedActionsName} meanwhile. Try again to see what is there now.`,
    );
  }
  await roles.putInlinePolicy(role, allowedActionsName, after, signal);
}
