import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the local account is kept for this user unless another folder is named. */
export function defaultDataFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  return join(userDataFolder(environment, platform), 'lambda-bench');
}

function userDataFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') {
    return environment['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local');
  }
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share');
}
