import { execute } from './execute.ts';
import { onPath } from './vscode/executable.ts';

/** A desktop VS Code: the program to start, and the arguments that come before all others. */
export type Desktop = readonly [program: string, ...args: string[]];

/** The desktop VS Code that is installed, else one that can be downloaded; undefined without a display. */
export async function findDesktop(): Promise<Desktop | undefined> {
  if (!hasDisplay()) return undefined;
  const installed = onPath('code', 'code-insiders', 'codium');
  if (installed) return [installed];
  try {
    const electron = await import('@vscode/test-electron');
    const executable = await electron.downloadAndUnzipVSCode({
      version: 'stable',
      timeout: 15_000,
    });
    const [program, ...args] = electron.resolveCliArgsFromVSCodeExecutablePath(executable);
    return program ? [program, ...args] : undefined;
  } catch (error) {
    console.log(`Desktop VS Code could not be downloaded (${String(error)}).`);
    return undefined;
  }
}

/** Opens a folder with the extension of another folder loaded; answers when its window was closed. */
export async function openOnDesktop(
  [program, ...args]: Desktop,
  workspace: string,
  extension: string,
): Promise<void> {
  console.log(`Opening ${workspace} by ${program}. Close the window or press Ctrl-C to end this.`);
  await execute(program, [
    ...args,
    ...['--new-window', '--wait', '--disable-workspace-trust'],
    `--extensionDevelopmentPath=${extension}`,
    workspace,
  ]);
}

/** Desktop VS Code refuses to run as root, and inside one of its own terminals `code` is another program. */
function hasDisplay(): boolean {
  if (process.env['VSCODE_IPC_HOOK_CLI']) return false;
  if (process.platform !== 'linux') return true;
  const display = process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  return Boolean(display) && process.getuid?.() !== 0;
}
