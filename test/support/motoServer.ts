import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onPath } from '../../scripts/vscode/executable.ts';

export interface MotoServer extends AsyncDisposable {
  readonly endpoint: string;
}

/** moto's server on any port; undefined when this machine has none that runs. */
export async function startMotoServer(): Promise<MotoServer | undefined> {
  const program = onPath('moto_server');
  if (!program) return undefined;
  const child = spawn(program, ['-p', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'close');
  const end = async () => {
    child.kill();
    await ended;
  };
  // Version managers put a `moto_server` on PATH that leads to none: it ends without an address.
  for await (const line of createInterface({ input: child.stderr })) {
    const endpoint = /Running on (http:\S+)/.exec(line)?.[1];
    if (!endpoint) continue;
    child.stderr.resume();
    return { endpoint, [Symbol.asyncDispose]: end };
  }
  await ended;
  return undefined;
}
