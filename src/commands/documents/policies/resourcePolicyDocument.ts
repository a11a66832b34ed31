import type { ProgressStep } from '../../../app.ts';
import type { Account } from '../../../aws/account.ts';
import type { NewPermission, PermissionTarget } from '../../../aws/permission.ts';
import { permissionChanges } from '../../../aws/permissionChanges.ts';
import { isUserError, UserError } from '../../../errors.ts';
import type { DocumentContent } from '../../../openedDocument.ts';
import type { AccountDocument } from '../accountDocument.ts';
import { laidOut, policyTextProblems } from './policyText.ts';

/** Who may invoke a function, a version or an alias. Lambda guards every change by a RevisionId. */
export function resourcePolicyDocument(target: PermissionTarget): AccountDocument {
  const { functionName, qualifier } = target;
  const name = qualifier === undefined ? functionName : `${functionName}:${qualifier}`;
  return {
    doing: `change who may invoke ${name}`,
    action: 'Change Permissions',
    shownBelow: ['permissions', 'qualifierPermissions'],
    reviewed: true,
    problems: (text) => policyTextProblems(text, 'resource'),
    async read({ permissions }, signal) {
      const { document, revisionId } = await permissions.read(target, signal);
      return { text: laidOut(document ?? nobody), revision: revisionId };
    },
    losses: () => ['It is in force at once. The diff shows the policy as it is and as it becomes.'],
    write: (account, change, step) => write(account, target, change, step),
  };
}

const nobody = '{"Version":"2012-10-17","Statement":[]}';

/** Statement by statement where AddPermission can make them; else as a whole, where the endpoint can. */
async function write(
  account: Account,
  target: PermissionTarget,
  { text, current }: { readonly text: string; readonly current: DocumentContent },
  { signal, report }: ProgressStep,
): Promise<void> {
  const { permissions } = account;
  const arn = await arnOf(account, target, signal);
  const changes = permissionChanges(current.text, text, arn);
  if (changes === undefined) return putWhole(account, arn, text, current.revision, signal);
  let { revision } = current;
  // Each change makes a new revision: it is read for the next, which fails if others have come between.
  const next = async () => {
    revision = (await permissions.read(target, signal)).revisionId;
  };
  for (const sid of changes.removed) {
    report(`removing ${sid}`);
    await permissions.remove(target, sid, revision, signal);
    await next();
  }
  for (const added of changes.added) {
    report(`adding ${added.sid}`);
    await add(account, target, added, revision, signal);
    await next();
  }
}

function add(
  { permissions }: Account,
  target: PermissionTarget,
  permission: NewPermission,
  revision: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  return permissions.add(target, permission, revision, signal);
}

async function putWhole(
  { permissions, target }: Account,
  arn: string,
  text: string,
  revision: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  try {
    await permissions.put(arn, text, revision, signal);
  } catch (error) {
    const cause = isUserError(error) && error.cause instanceof Error ? error.cause : undefined;
    const status: unknown = Reflect.get(
      Object(Reflect.get(cause ?? {}, '$metadata')),
      'httpStatusCode',
    );
    if (status !== 501 && status !== 404) throw error;
    throw new UserError(
      `${target.connection} has no PutResourcePolicy: only statements that AddPermission can make can be saved there: Allow, one principal, one action, and conditions on AWS:SourceArn (ArnLike), AWS:SourceAccount, aws:PrincipalOrgID (StringEquals) and those of function URLs.`,
      { cause: error },
    );
  }
}

async function arnOf(
  { functions }: Account,
  { functionName, qualifier }: PermissionTarget,
  signal: AbortSignal,
): Promise<string> {
  const found = await functions.find(functionName, signal);
  if (!found) throw new UserError(`The function ${functionName} does not exist any more.`);
  return qualifier === undefined ? found.arn : `${found.arn}:${qualifier}`;
}
