import type { Renewal } from '../target.ts';
import type { ConnectionDefinition } from './definition.ts';
import { isEmulatorFile } from './emulatorFile.ts';
import { profileChain, type SharedFiles } from './profiles.ts';
import { signInFix } from './signInFix.ts';

/** What a person does about credentials that have expired; most are renewed without them. */
export function renewalOf(
  { credentials, endpoint }: ConnectionDefinition,
  profileName: string | undefined,
  files: SharedFiles,
): Renewal {
  switch (credentials.kind) {
    case 'accessKeys':
      if (isEmulatorFile(endpoint?.caFile)) {
        return { advice: 'Try again: the keys of AWS Emulator are read anew.' };
      }
      return { advice: 'Sign in to enter fresh keys.', fix: signInFix };
    case 'environment':
      return { advice: 'Start VS Code again from a shell that has fresh ones.' };
    case 'cognito':
      return credentials.provider
        ? { advice: 'Sign in to enter a fresh login token.', fix: signInFix }
        : { advice: 'Try again: fresh ones are asked for.' };
    case 'profile':
    case 'default':
      break;
  }
  for (const [name, profile] of profileChain(profileName, files)) {
    if (profile['sso_session'] || profile['sso_start_url']) {
      return { advice: 'Sign in, then try again.', fix: signInFix };
    }
    if (profile['credential_process']) {
      return { advice: `Try again: the credential_process of ${name} is run anew.` };
    }
    if (profile['aws_session_token']) {
      return { advice: `Put fresh keys into the profile ${name}: they are read at once.` };
    }
  }
  return { advice: 'Try again: fresh ones are asked for.' };
}
