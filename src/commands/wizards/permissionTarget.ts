import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { PermissionTarget } from '../../aws/permission.ts';
import { textAnswer } from './answer.ts';
import { functionTarget } from './functionTarget.ts';
import { answersOf, rowOf } from './target.ts';

/** What a permission is on, with the ARN that its statements have as their resource. */
export type QualifiedTarget = PermissionTarget & { readonly arn: string };

/** The function, version or alias of a row or of `{ name, qualifier }`, else a function that is asked for. */
export async function permissionTarget(
  app: Pick<App, 'prompts'>,
  account: Account,
  target: unknown,
  prompt: string,
): Promise<QualifiedTarget> {
  const { name, arn } = await functionTarget(app, account, target, prompt);
  const qualifier = qualifierOf(target);
  return qualifier === undefined
    ? { functionName: name, arn }
    : { functionName: name, qualifier, arn: `${arn}:${qualifier}` };
}

/** E.g. `orders:live`. */
export function nameOf({ functionName, qualifier }: PermissionTarget): string {
  return qualifier === undefined ? functionName : `${functionName}:${qualifier}`;
}

/** Of the version or alias that a row or `{ qualifier }` is about. */
export function qualifierOf(target: unknown): string | undefined {
  const row = rowOf(target);
  switch (row?.kind) {
    case 'permission':
      return row.qualifier;
    case 'qualifierPermissions':
    case 'alias':
    case 'version':
      return row.qualifier.name;
    default:
      return textAnswer(answersOf(target), 'qualifier', () => undefined);
  }
}
