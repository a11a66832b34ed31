import { type ChildProcess, spawn } from 'node:child_process';

export interface ExecuteOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Keeps the output to itself, and puts its end into the error. */
  readonly quiet?: boolean;
  /** The time after which it is ended, in ms. */
  readonly timeLimit?: number;
}

/** Runs a command to its end. @throws when it cannot be started or ends with another status than 0 */
export async function execute(
  command: string,
  args: readonly string[],
  options: ExecuteOptions = {},
): Promise<void> {
  const child = start(command, args, options);
  let output = '';
  const keep = (data: Buffer) => {
    output = (output + data).slice(-4000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else {
        const line = [command, ...args].join(' ');
        reject(new Error(`"${line}" ended with ${code ?? signal}.\n${output}`.trimEnd()));
      }
    });
  });
}

function start(command: string, args: readonly string[], options: ExecuteOptions): ChildProcess {
  const output = options.quiet ? 'pipe' : 'inherit';
  return spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', output, output],
    timeout: options.timeLimit,
    // npm and npx are batch files there, which only a shell can start.
    shell: process.platform === 'win32' && !command.endsWith('.exe'),
  });
}
