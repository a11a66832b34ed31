import { accountOfProfile } from './place.ts';
import type { ProfileKind, ProfileSummary } from './profileSummary.ts';
import { readSharedFiles, type Section } from './profiles.ts';

/** All profiles of the shared files as they are now, by name; nothing of them is kept. */
export async function listProfiles(): Promise<readonly ProfileSummary[]> {
  const files = await readSharedFiles();
  return files.profileNames
    .map((name) => summaryOf(name, files.profile(name) ?? {}))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function summaryOf(name: string, profile: Section): ProfileSummary {
  const kind = kindOf(profile);
  return {
    name,
    kind,
    region: profile['region'],
    accountId: accountOfProfile(profile),
    endpoint: profile['endpoint_url'],
  };
}

/** In the order in which the SDK looks at a profile. */
function kindOf(profile: Section): ProfileKind {
  if (profile['role_arn']) {
    if (profile['source_profile'] || profile['credential_source']) return 'role';
    if (profile['web_identity_token_file']) return 'web identity';
  }
  if (profile['aws_access_key_id'] && profile['aws_secret_access_key']) return 'keys';
  if (profile['credential_process']) return 'process';
  if (profile['sso_session'] || profile['sso_start_url']) return 'sso';
  return profile['login_session'] ? 'login' : 'incomplete';
}
