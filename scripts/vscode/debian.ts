import { execute } from '../execute.ts';
import { onPath } from './executable.ts';

/**
 * Installs what is missing of the programs, where apt is there and may: each program by the Debian
 * package that brings it. @throws one error that says how to install them by hand
 */
export async function installDebianPackages(
  packageOf: Readonly<Record<string, string>>,
): Promise<void> {
  const missing = Object.entries(packageOf).filter(([program]) => !onPath(program));
  if (missing.length === 0) return;
  const packages = missing.map(([, name]) => name);
  const apt = onPath('apt-get');
  if (!apt || process.getuid?.() !== 0) {
    throw new Error(
      `${missing.map(([program]) => program).join(', ')} missing. Install with ` +
        `"sudo apt-get install ${packages.join(' ')}" or what your system has instead.`,
    );
  }
  console.log(`Installing ${packages.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await execute(apt, ['update'], { env, quiet: true });
  await execute(apt, ['install', '-y', '--no-install-recommends', ...packages], {
    env,
    quiet: true,
  });
}
