import type { App } from '../app.ts';
import type { Verdict } from '../aws/policy.ts';
import { type RoleVerdicts, roleVerdicts } from '../aws/roleVerdicts.ts';
import type { Fix } from '../errors.ts';
import { askActions, knownActions } from './wizards/actionsWizard.ts';
import { roleTarget } from './wizards/roleTarget.ts';

/**
 * Says whether a role may do something: by SimulatePrincipalPolicy where the endpoint has it, else by
 * reading its policies. The target may answer in advance: `{ name, actions, resources }`.
 */
export async function simulateRole(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const role = await roleTarget(app, account, target, 'Role that is asked about');
  const { actions, resources } = await askActions(app.prompts, account, {
    title: 'May This Role…?',
    role,
    known: knownActions(target),
  });
  const found = await app.progress.run(`Asking what role ${role.name} may do`, ({ signal }) =>
    roleVerdicts(account, role, actions, resources, signal),
  );
  const text = inWords(role.name, found);
  const refused = found.verdicts.filter(({ decision }) => decision !== 'allowed');
  if (refused.length === 0) app.show.message(text);
  else app.show.warning(text, ...allowing(role.name, refused));
}

function inWords(role: string, { verdicts, by }: RoleVerdicts): string {
  const sentences = verdicts.map(verdictInWords);
  const how =
    by === 'policies'
      ? ' By its policies as they are written; conditions and boundaries were not looked at, as the endpoint cannot simulate.'
      : '';
  return `Role ${role} ${sentences.join('; ')}.${how}`;
}

function verdictInWords({ action, resource, decision, policies }: Verdict): string {
  const where = policies.length > 0 ? ` (${policies.join(', ')})` : '';
  switch (decision) {
    case 'allowed':
      return `may ${action} on ${resource}${where}`;
    case 'explicitDeny':
      return `may not ${action} on ${resource}: it is denied${where}`;
    case 'implicitDeny':
      return `may not ${action} on ${resource}: nothing allows it`;
  }
}

/** Against a deny an allow does not help. */
function allowing(name: string, refused: readonly Verdict[]): Fix[] {
  const missing = refused.filter(({ decision }) => decision === 'implicitDeny');
  if (missing.length === 0) return [];
  const actions = [...new Set(missing.map(({ action }) => action))];
  const resources = [...new Set(missing.map(({ resource }) => resource))];
  return [
    {
      title: 'Allow It…',
      command: 'lambdaBench.allowAction',
      arguments: [{ name, actions, resources }],
    },
  ];
}
