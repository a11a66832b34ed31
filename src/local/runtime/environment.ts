import { type AnswerStream, answerStream } from './answerStream.ts';
import type { Execution, ExecutorOptions, Invocation, RunnableFunction } from './executor.ts';
import { extensionsOf } from './extensions.ts';
import type { Exit } from './functionError.ts';
import type { Guardian } from './guardian.ts';
import { type HandlerProcess, startHandlerProcess } from './handlerProcess.ts';
import { InvocationLog } from './invocationLog.ts';
import type { Launch } from './launch.ts';
import { levelFilter } from './levelFilter.ts';
import { newLogStream } from './logStream.ts';
import * as outcomes from './outcome.ts';
import { type InitPhase, type PlatformLog, platformLog } from './platformLog.ts';
import { eventOf, type RuntimeEvent } from './runtimeEvent.ts';
import type { RuntimeAnswer, RuntimeListener } from './runtimeListener.ts';

/** What ends the wait for a runtime. */
type Ending =
  | { readonly kind: 'ready' }
  | { readonly kind: 'initError'; readonly payload: Buffer }
  | { readonly kind: 'exit'; readonly exit: Exit }
  | { readonly kind: 'timeout' };

/** What AWS allows for its init phase (ms). */
const initLimit = 10_000;

/** How long an answer may come after the call for the next event, on another connection (ms). */
const overtakenLimit = 5_000;

/** How long a runtime that has told its init error may take to end (ms). */
const goodbyeLimit = 1_000;

/**
 * An execution environment: one process, one invocation at a time, used again while it lives.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export class Environment {
  readonly run: RunnableFunction;
  /** Another in the place of this one, which could not initialise: it does so in its first invocation. */
  readonly again: () => Environment;
  readonly #log: InvocationLog;
  readonly #platform: PlatformLog;
  readonly #started = performance.now();
  readonly #process: Promise<HandlerProcess>;
  #alive = true;
  #initialised = false;
  /** What the init phase took (ms), until a REPORT has told it. */
  #init: number | undefined;
  /** Bytes, as the runtime itself last told. */
  #memory = 0;
  #deliver: (event: RuntimeEvent) => void = () => {};
  #invocation: Invocation | undefined;
  #answer: RuntimeAnswer | undefined;
  #answerStream: AnswerStream | undefined;
  #isOvertaken = false;
  /** What happened while nobody waited. */
  #pending: Ending | undefined;
  #waiter: ((ending: Ending) => void) | undefined;

  /** Starts the process at once. `log`: that of the environment whose place it takes. */
  constructor(
    run: RunnableFunction,
    launch: Launch,
    options: ExecutorOptions,
    guardian: Guardian,
    log?: InvocationLog,
  ) {
    this.run = run;
    this.#log = log ?? new InvocationLog(newLogStream(run, options), levelFilter(run));
    this.again = () => new Environment(run, launch, options, guardian, this.#log);
    this.#platform = platformLog(run, options.region);
    if (log === undefined) {
      this.#write(this.#platform.initStart(launch.description));
      this.#write(extensionsOf(run).flatMap(this.#platform.extensionNotRun));
    }
    const listener = this.#listener();
    this.#process = startHandlerProcess(run, launch, options, guardian, this.#log, listener);
    this.gone = this.#process.then((process) => process.removed);
    this.#process
      .then((process) => process.exited)
      .then(
        (exit) => this.#happen({ kind: 'exit', exit }),
        () => {
          this.#alive = false;
        },
      );
  }

  /** Resolves when the process has ended and its folder is removed. */
  readonly gone: Promise<void>;

  /** False once it cannot take another invocation. */
  get alive(): boolean {
    return this.#alive;
  }

  /**
   * Waits until the runtime has loaded the handler, for as long as the init phase may take. False where
   * that failed: AWS repeats it then within the invocation.
   */
  async initialise(): Promise<boolean> {
    if (this.#initialised) return true;
    const process = await this.#process;
    process.thaw();
    return (await this.#load(process, 'init', initLimit)) === undefined;
  }

  /**
   * Resolves with what AWS would answer; rejects only when the process could not be prepared. An init
   * that is still to be done counts as the function's time.
   */
  async invoke(invocation: Invocation): Promise<Execution> {
    const began = performance.now();
    const process = await this.#process;
    process.thaw();
    const { requestId, tenantId } = invocation;
    const limit = this.run.timeout * 1000;
    this.#invocation = invocation;
    this.#answer = undefined;
    const failure = this.#initialised
      ? undefined
      : await this.#load(process, 'invoke', limit, requestId);
    this.#write(this.#platform.start(requestId, tenantId));
    const { outcome, duration } =
      failure === undefined
        ? await this.#handle(process, invocation, began)
        : { outcome: failure, duration: Math.min(performance.now() - began, limit) };
    this.#closeAnswer();

    if (outcome.status.kind === 'timeout') {
      this.#write(this.#platform.timedOut(requestId, this.run.timeout));
    }
    if (outcome.crash) this.#write(this.#platform.crashed(outcome.crash));
    const usage = { duration, memory: this.#memory, init: this.#init };
    this.#init = undefined;
    this.#write(this.#platform.report(requestId, usage, outcome.status, tenantId));
    return {
      payload: outcome.payload,
      functionError: outcome.failed ? 'Unhandled' : undefined,
      log: this.#takeLog(),
    };
  }

  /** Between invocations nothing of it runs, as in AWS. */
  async freeze(): Promise<void> {
    const process = await this.#process;
    if (this.#invocation === undefined) process.freeze();
  }

  async end(): Promise<void> {
    this.#alive = false;
    const process = await this.#process;
    process.kill();
    await this.gone;
  }

  /** Waits until the runtime has loaded the handler, and answers the failure where it has not. */
  async #load(
    process: HandlerProcess,
    phase: InitPhase,
    limit: number,
    requestId = '',
  ): Promise<outcomes.Outcome | undefined> {
    const ending = await this.#next(limit);
    const duration = performance.now() - this.#started;
    this.#memory = Math.max(this.#memory, process.peakMemory() ?? 0);
    if (ending.kind === 'ready') {
      this.#initialised = true;
      if (phase === 'init') this.#init = duration;
      this.#write(this.#platform.initReport(phase, duration, { kind: 'success' }));
      return undefined;
    }
    if (ending.kind === 'initError') await this.#next(goodbyeLimit);
    await this.#stop(process);
    const failure = this.#initFailure(ending, requestId);
    this.#write(this.#platform.initReport(phase, duration, failure.status));
    return failure;
  }

  #initFailure(ending: Exclude<Ending, { kind: 'ready' }>, requestId: string): outcomes.Outcome {
    if (ending.kind === 'timeout') return outcomes.timedOut(requestId, this.run.timeout);
    if (ending.kind === 'initError') return outcomes.initFailure(ending.payload);
    return outcomes.ended(requestId, undefined, ending.exit);
  }

  async #handle(process: HandlerProcess, invocation: Invocation, began: number): Promise<Handled> {
    const { requestId } = invocation;
    const limit = this.run.timeout * 1000;
    const rest = (): number => limit - (performance.now() - began);
    if (this.#pending?.kind === 'ready') this.#pending = undefined;
    this.#deliver(eventOf(invocation, rest()));
    let ending = await this.#next(rest());
    if (ending.kind === 'ready' && this.#answer === undefined) {
      ending = await this.#overtaken(rest());
    }
    const duration = Math.min(limit - rest(), limit);
    this.#memory = Math.max(this.#memory, process.peakMemory() ?? 0);
    if (ending.kind === 'ready') {
      await process.settleOutput();
      return { outcome: outcomes.answered(requestId, this.#answer), duration };
    }
    await this.#stop(process);
    if (ending.kind === 'exit') {
      if (ending.exit.outOfMemory) this.#memory = this.run.memory * 1024 * 1024;
      return { outcome: outcomes.ended(requestId, this.#answer, ending.exit), duration };
    }
    return { outcome: outcomes.timedOut(requestId, this.run.timeout), duration: limit };
  }

  /** The runtime has asked for the next event, but its answer is still under way. */
  async #overtaken(limit: number): Promise<Ending> {
    const streaming = this.#answerStream !== undefined;
    this.#isOvertaken = true;
    const ending = await this.#next(streaming ? limit : Math.min(limit, overtakenLimit));
    this.#isOvertaken = false;
    return ending.kind === 'timeout' && !streaming ? { kind: 'ready' } : ending;
  }

  /** The next thing that happens, or has happened already. */
  #next(limit: number): Promise<Ending> {
    return new Promise((resolve) => {
      if (this.#pending !== undefined) {
        resolve(this.#pending);
        this.#pending = undefined;
        return;
      }
      const timer = setTimeout(() => this.#happen({ kind: 'timeout' }), limit);
      this.#waiter = (ending) => {
        clearTimeout(timer);
        this.#waiter = undefined;
        resolve(ending);
      };
    });
  }

  #happen(ending: Ending): void {
    if (ending.kind === 'exit') this.#alive = false;
    if (this.#waiter !== undefined) this.#waiter(ending);
    else this.#pending = ending;
  }

  /** Ends the process, so that its log is complete. */
  async #stop(process: HandlerProcess): Promise<void> {
    this.#alive = false;
    process.kill();
    await process.exited;
  }

  #listener(): RuntimeListener {
    return {
      next: (deliver, memory = 0) => {
        this.#deliver = deliver;
        this.#memory = Math.max(this.#memory, memory);
        this.#happen({ kind: 'ready' });
      },
      answer: (requestId, answer) => {
        if (!this.#isRunning(requestId)) return false;
        this.#take(answer);
        return true;
      },
      stream: (requestId, contentType) => {
        if (!this.#isRunning(requestId) || this.#answer || this.#answerStream) return undefined;
        const stream = answerStream(this.#invocation?.stream, contentType, (answer) =>
          this.#take(answer),
        );
        this.#answerStream = stream;
        return stream;
      },
      initError: (payload) => {
        if (!this.#initialised) this.#happen({ kind: 'initError', payload });
      },
    };
  }

  #closeAnswer(): void {
    this.#invocation = undefined;
    this.#answerStream?.close();
    this.#answerStream = undefined;
  }

  #isRunning(requestId: string | undefined): boolean {
    if (this.#invocation === undefined) return false;
    return requestId === undefined || requestId === this.#invocation.requestId;
  }

  #take(answer: RuntimeAnswer): void {
    // A handler that has answered may still fail: its first word counts.
    this.#answer ??= answer;
    if (this.#isOvertaken) this.#happen({ kind: 'ready' });
  }

  #takeLog(): Buffer {
    const { kept, dropped } = this.#log.take();
    if (dropped === 0) return kept;
    const note = this.#platform.logsDropped(dropped);
    return Buffer.concat([Buffer.from(`${note}\n`), kept]);
  }

  #write(lines: string[]): void {
    for (const line of lines) this.#log.writeLine(line);
  }
}

interface Handled {
  readonly outcome: outcomes.Outcome;
  /** ms */
  readonly duration: number;
}
