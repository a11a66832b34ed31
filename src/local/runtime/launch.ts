import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { whyNotExecuted } from './executable.ts';
import type { ExecutorOptions, RunnableFunction } from './executor.ts';
import { execWrapper } from './execWrapper.ts';
import { type Interpreter, type Interpreters, Unrunnable } from './interpreters.ts';

/** How a function's process is started. */
export interface Launch {
  readonly command: string;
  readonly arguments: readonly string[];
  /** Variables for the bootstrap, which the handler does not see. */
  readonly environment: Readonly<Record<string, string>>;
  /** What runs, in the words of INIT_START. */
  readonly description: string;
}

/** Throws `Unrunnable` when this machine cannot run the function. */
export async function planLaunch(
  run: RunnableFunction,
  interpreters: Interpreters,
  parentDeathPrefix: () => Promise<readonly string[]>,
  options: ExecutorOptions,
): Promise<Launch> {
  if (run.runtime.startsWith('provided')) return launchProvided(run);
  const interpreted = await launchInterpreted(run, interpreters, options);
  const [command = interpreted.command, ...args] = [
    ...(await parentDeathPrefix()),
    ...execWrapper(run),
    interpreted.command,
    ...interpreted.arguments,
  ];
  return { ...interpreted, command, arguments: args };
}

async function launchInterpreted(
  run: RunnableFunction,
  interpreters: Interpreters,
  options: ExecutorOptions,
): Promise<Launch> {
  const node = /^nodejs(\d+)/.exec(run.runtime)?.[1];
  if (node !== undefined) {
    const found = await interpreters.node(node, run.interpreter ?? options.node);
    return launchNode(run, Number(node), found, options.bootstrapFolder);
  }
  if (run.runtime.startsWith('python')) {
    const found = await interpreters.python(run.interpreter ?? options.python);
    return {
      command: found.command,
      arguments: [join(options.bootstrapFolder, 'python.py')],
      environment: {},
      description: `python:${found.version} (${found.command})`,
    };
  }
  throw new Unrunnable(
    `${run.runtime} functions do not run locally: the local endpoint runs Node.js, Python and provided runtimes. Choose another connection for this function: AWS, or an emulator that runs containers.`,
  );
}

function launchNode(
  run: RunnableFunction,
  runtime: number,
  found: Interpreter,
  bootstrapFolder: string,
): Launch {
  // Callbacks are gone from Node.js 24 on, and with them this generation of AWS' client.
  const major = runtime < 24 ? 3 : 4;
  return {
    command: found.command,
    arguments: [
      // As AWS does: the rest is for what is not on the heap.
      `--max-old-space-size=${Math.floor(run.memory * 0.9)}`,
      ...(runtime < 24 ? withoutNewModules(found.version) : []),
      // The last, as in AWS: a wrapper script may put options before it.
      join(bootstrapFolder, 'node.cjs'),
    ],
    environment: {
      ELECTRON_RUN_AS_NODE: '1',
      _LAMBDA_BENCH_CLIENT_MAJOR: String(major),
      _LAMBDA_BENCH_CLIENT: findClient(bootstrapFolder, major),
      ...(run.sdkFolder === undefined ? {} : { _LAMBDA_BENCH_SDK_FOLDER: run.sdkFolder }),
    },
    description: `nodejs:${found.version} (${found.command})`,
  };
}

/** AWS switches off up to Node.js 22 what would make code work here and fail there. */
function withoutNewModules(version: string): string[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 17)) return [];
  return ['--no-experimental-detect-module', '--no-experimental-require-module'];
}

/** The build puts AWS' clients beside the bootstraps; run from source they are in `node_modules`. */
function findClient(bootstrapFolder: string, major: 3 | 4): string {
  const require = createRequire(join(bootstrapFolder, 'node.cjs'));
  try {
    return require.resolve(`./aws-lambda-ric-${major}/index.mjs`);
  } catch {
    return require.resolve(
      major === 3 ? 'aws-lambda-ric-3/dist/index.mjs' : 'aws-lambda-ric/index.mjs',
    );
  }
}

/** AWS looks for the bootstrap in the package, then in the layers. */
async function launchProvided(run: RunnableFunction): Promise<Launch> {
  const folders = [run.codeFolder, ...run.layerFolders.toReversed()];
  const commands = folders.map((folder) => join(folder, 'bootstrap'));
  const command = commands.find(isFile);
  if (command === undefined) {
    throw new Unrunnable(
      `Couldn't find valid bootstrap(s): [${commands.join(' ')}]. A function of the runtime ${run.runtime} is an executable file named bootstrap at the top of its package or of a layer.`,
    );
  }
  const reason = await whyNotExecuted(command);
  if (reason !== undefined) throw new Unrunnable(`fork/exec ${command}: ${reason}`);
  return { command, arguments: [], environment: {}, description: `${run.runtime} (bootstrap)` };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
