import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createExecutor } from '../../src/local/runtime/environments.ts';
import type {
  Executor,
  ExecutorOptions,
  Invocation,
  RunnableFunction,
} from '../../src/local/runtime/executor.ts';

export interface Answer {
  readonly requestId: string;
  readonly functionError: string | undefined;
  readonly text: string;
  /** The payload, parsed. */
  readonly value: unknown;
  readonly log: string;
}

/** An executor with its folders, and functions made of a few files. */
export interface Handlers {
  readonly executor: Executor;
  readonly scratchFolder: string;
  add(files: Record<string, string>, but?: Partial<RunnableFunction>): Promise<RunnableFunction>;
  /** One ES module, exporting `handler`. */
  node(source: string, but?: Partial<RunnableFunction>): Promise<RunnableFunction>;
  /** One module, defining `handler`. */
  python(source: string, but?: Partial<RunnableFunction>): Promise<RunnableFunction>;
  invoke(run: RunnableFunction, event?: unknown, but?: Partial<Invocation>): Promise<Answer>;
  close(): Promise<void>;
}

const bootstrapFolder = join(import.meta.dirname, '../../src/local/runtime/bootstrap');

export async function startHandlers(but: Partial<ExecutorOptions> = {}): Promise<Handlers> {
  const folder = await mkdtemp(join(tmpdir(), 'handlers-'));
  const scratchFolder = join(folder, 'scratch');
  const executor = createExecutor({
    region: 'eu-west-1',
    endpoint: () => 'http://127.0.0.1:4566',
    credentials: ({ name }) => ({
      accessKeyId: `key-of-${name}`,
      secretAccessKey: 'secret',
      sessionToken: 'token',
    }),
    log: () => undefined,
    scratchFolder,
    bootstrapFolder,
    ...but,
  });
  let count = 0;
  const handlers: Handlers = {
    executor,
    scratchFolder,
    async add(files, but = {}) {
      count += 1;
      const name = `function-${count}`;
      const codeFolder = join(folder, name);
      for (const [file, content] of Object.entries(files)) {
        await mkdir(dirname(join(codeFolder, file)), { recursive: true });
        await writeFile(join(codeFolder, file), content, { mode: 0o755 });
      }
      await mkdir(codeFolder, { recursive: true });
      return {
        name,
        arn: `arn:aws:lambda:eu-west-1:000000000000:function:${name}`,
        version: '$LATEST',
        runtime: 'nodejs24.x',
        handler: 'index.handler',
        memory: 128,
        timeout: 10,
        environment: {},
        role: 'arn:aws:iam::000000000000:role/runner',
        codeFolder,
        layerFolders: [],
        revision: '1',
        logGroup: `/aws/lambda/${name}`,
        logFormat: 'Text',
        applicationLogLevel: undefined,
        systemLogLevel: undefined,
        ...but,
      };
    },
    node: (source, but) => handlers.add({ 'index.mjs': source }, but),
    python: (source, but) =>
      handlers.add({ 'index.py': source }, { runtime: 'python3.13', ...but }),
    async invoke(run, event = {}, but = {}) {
      const requestId = but.requestId ?? randomUUID();
      const { payload, functionError, log } = await executor.invoke(run, {
        requestId,
        payload: Buffer.from(JSON.stringify(event)),
        invokedArn: run.arn,
        ...but,
      });
      const text = Buffer.from(payload).toString();
      return {
        requestId,
        functionError,
        text,
        get value(): unknown {
          return JSON.parse(text);
        },
        log: Buffer.from(log).toString(),
      };
    },
    async close() {
      await executor.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return handlers;
}
