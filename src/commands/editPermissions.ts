import type { App } from '../app.ts';
import { documentPath } from './documents/documentPath.ts';
import { resourcePolicyPath } from './documents/policies/policyPaths.ts';
import { permissionTarget } from './wizards/permissionTarget.ts';

/** Opens the resource policy of a function, a version or an alias as a JSON document. */
export async function editPermissions(
  app: Pick<App, 'connection' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const prompt = 'Function whose resource policy is edited';
  const of = await permissionTarget(app, account, target, prompt);
  await app.show.accountDocument(documentPath(account.target, resourcePolicyPath(of)));
}
