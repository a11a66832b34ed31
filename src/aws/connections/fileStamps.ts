import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { getHomeDir, getSSOTokenFilepath } from '@smithy/core/config';
import { profileChain, type SharedFiles } from './profiles.ts';

/** Changes when one of the files is written, made or removed. */
export async function stampOf(paths: readonly string[]): Promise<string> {
  const stamps = await Promise.all(
    paths.map(async (path) => {
      try {
        const { mtimeMs, size, ino } = await stat(path);
        return `${mtimeMs} ${size} ${ino}`;
      } catch {
        return 'none';
      }
    }),
  );
  return stamps.join();
}

/** Paths of AWS' shared config and credentials files. */
export function sharedFilePaths(
  environment: NodeJS.ProcessEnv,
): [config: string, credentials: string] {
  const path = (variable: string, name: string) => {
    const set = environment[variable];
    if (!set) return join(getHomeDir(), '.aws', name);
    return set.startsWith('~/') ? join(getHomeDir(), set.slice(2)) : set;
  };
  return [path('AWS_CONFIG_FILE', 'config'), path('AWS_SHARED_CREDENTIALS_FILE', 'credentials')];
}

/** Files of the sessions that a profile, or one that it builds upon, has signed in to. */
export function sessionFiles(
  profileName: string | undefined,
  files: SharedFiles,
  environment: NodeJS.ProcessEnv,
): string[] {
  const paths: string[] = [];
  for (const [, profile] of profileChain(profileName, files)) {
    const sso = profile['sso_session'] ?? profile['sso_start_url'];
    const login = profile['login_session'];
    if (sso) paths.push(getSSOTokenFilepath(sso));
    if (login) paths.push(loginFile(login, environment));
  }
  return paths;
}

/** As `aws login` names it. */
function loginFile(session: string, environment: NodeJS.ProcessEnv): string {
  const folder =
    environment['AWS_LOGIN_CACHE_DIRECTORY'] ?? join(homedir(), '.aws', 'login', 'cache');
  return join(folder, `${createHash('sha256').update(session).digest('hex')}.json`);
}
