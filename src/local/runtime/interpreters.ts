import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A program that runs handlers. */
export interface Interpreter {
  /** Absolute path, that of the interpreter itself where a shim stands on PATH. */
  readonly command: string;
  readonly version: string;
}

/** Finds the interpreters of this machine; each is asked for its version once. */
export interface Interpreters {
  node(major: string, chosen: string | undefined): Promise<Interpreter>;
  python(chosen: string | undefined): Promise<Interpreter>;
}

/** Why a function cannot run on this machine, in words for the person who invoked it. */
export class Unrunnable extends Error {}

const nodeQuestion = ['-p', 'process.execPath + "\\n" + process.versions.node'];
const pythonQuestion = [
  '-S',
  '-c',
  'import sys; print(sys.executable); print("%d.%d.%d" % sys.version_info[:3])',
];

export function findInterpreters(): Interpreters {
  const known = new Map<string, Interpreter>();
  const ask = async (command: string, question: string[]): Promise<Interpreter | undefined> => {
    const found = known.get(command) ?? (await probe(command, question));
    if (found !== undefined) known.set(command, found);
    return found;
  };
  return {
    async node(major, chosen) {
      if (chosen !== undefined) {
        const found = await ask(chosen, nodeQuestion);
        if (found === undefined) throw notRunning('Node.js', chosen, 'lambdaBench.local.node');
        return found;
      }
      const onPath = await ask('node', nodeQuestion);
      if (onPath?.version.split('.')[0] === major) return onPath;
      return { command: process.execPath, version: process.versions.node };
    },
    async python(chosen) {
      if (chosen !== undefined) {
        const found = await ask(chosen, pythonQuestion);
        if (found === undefined) throw notRunning('Python', chosen, 'lambdaBench.local.python');
        return found;
      }
      const names = process.platform === 'win32' ? ['py', 'python3', 'python'] : ['python3'];
      for (const name of names) {
        const found = await ask(name, pythonQuestion);
        if (found !== undefined) return found;
      }
      throw new Unrunnable(
        `Python functions need a Python interpreter, and there is no ${names.join(' or ')} on PATH: install Python 3, or name its executable in the setting lambdaBench.local.python.`,
      );
    },
  };
}

async function probe(command: string, question: string[]): Promise<Interpreter | undefined> {
  try {
    const { stdout } = await promisify(execFile)(command, question, {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
      timeout: 10_000,
      windowsHide: true,
    });
    const [path, version] = stdout.split(/\r?\n/);
    return path && version ? { command: path, version } : undefined;
  } catch {
    // Not there, or not what its name says: the caller tells the person.
    return undefined;
  }
}

function notRunning(language: string, command: string, setting: string): Unrunnable {
  return new Unrunnable(
    `The ${language} executable chosen for this function, ${command}, cannot be run: correct it in the setting ${setting}, or in the workspace's own choice and update the function.`,
  );
}
