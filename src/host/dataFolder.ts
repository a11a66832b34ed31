import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** Where the local account keeps its data: the platform's folder for a user's application data. */
export function dataFolder(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
  home: string = homedir(),
): string {
  if (platform === 'win32') {
    const base = environment['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local');
    return win32.join(base, 'lambda-bench');
  }
  if (platform === 'darwin') {
    return posix.join(home, 'Library', 'Application Support', 'lambda-bench');
  }
  const base = environment['XDG_DATA_HOME'] || posix.join(home, '.local', 'share');
  return posix.join(base, 'lambda-bench');
}
