import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { Binding } from '../../payload/binding.ts';
import { saveSource } from '../flows/packSource.ts';
import { recallSource, rememberSource } from '../flows/sources.ts';

/**
 * Brings `$LATEST` of a local function up to date when its source changed since it was packed.
 * Answers with what the result is to say of it.
 */
export async function updateFirst(
  app: Pick<App, 'connection' | 'secondBundle' | 'settings' | 'state' | 'workspace'>,
  account: Account,
  { functionName, qualifier }: Binding,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (app.connection.kind !== 'local' || !app.settings().updateBeforeInvoke) return [];
  const source = recallSource(app.state, account.target, functionName);
  if (!source) return [];
  if (!existsSync(source.path)) {
    return [`its source ${source.path} is not there any more, so it ran as it was packed`];
  }
  await saveSource(app, source);
  const packaging = await app.secondBundle.packaging();
  const fingerprint = await packaging.fingerprint(source, signal);
  if (fingerprint === source.fingerprint) return [];
  const name = basename(source.path);
  if (qualifier !== undefined && qualifier !== '$LATEST') {
    return [`${name} is newer than ${functionName}:${qualifier}, which was invoked as it is`];
  }
  const { zip, sha256 } = await packaging.pack(source, signal);
  const changed = sha256 !== source.sha256;
  if (changed) {
    const current = await account.functions.find(functionName, signal);
    // Of another function under this name, or of somebody else's update, nothing may be lost.
    if (current && current.codeSha256 !== source.sha256 && current.codeSha256 !== sha256) {
      return [
        `its code was changed elsewhere since it was sent from ${name}, so it ran as it is; Update Code sends ${name}`,
      ];
    }
    if (current?.codeSha256 !== sha256) {
      await account.functions.updateCode(functionName, zip, signal);
    }
  }
  await rememberSource(app.state, account.target, functionName, { ...source, fingerprint, sha256 });
  return changed ? [`updated first: ${name} had changed`] : [];
}
