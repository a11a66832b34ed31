import { type AnswerStream, answerStream } from './answerStream.ts';
import type { Execution, ExecutorOptions, Invocation, RunnableFunction } from './executor.ts';
import type { Exit } from './functionError.ts';
import type { Guardian } from './guardian.ts';
import { type HandlerProcess, startHandlerProcess } from './handlerProcess.ts';
import { InvocationLog } from './invocationLog.ts';
import type { Launch } from './launch.ts';
import { levelFilter } from './levelFilter.ts';
import { newLogStream } from './logStream.ts';
import * as outcomes from './outcome.ts';
import { type PlatformLog, platformLog } from './platformLog.ts';
import { eventOf, type RuntimeEvent } from './runtimeEvent.ts';
import type { RuntimeAnswer, RuntimeListener } from './runtimeListener.ts';

/** What ends the wait for a runtime. */
type Ending =
  | { readonly kind: 'ready' }
  | { readonly kind: 'initError'; readonly payload: Buffer }
  | { readonly kind: 'exit'; readonly exit: Exit }
  | { readonly kind: 'timeout' };

/** What AWS allows for init, on top of the function's own time-out (ms). */
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
  readonly #log: InvocationLog;
  readonly #platform: PlatformLog;
  readonly #started = performance.now();
  readonly #process: Promise<HandlerProcess>;
  #alive = true;
  #initialised = false;
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

  /** Starts the process at once. */
  constructor(run: RunnableFunction, launch: Launch, options: ExecutorOptions, guardian: Guardian) {
    this.run = run;
    this.#log = new InvocationLog(newLogStream(run, options), levelFilter(run));
    this.#platform = platformLog(run, options.region);
    this.#write(this.#platform.initStart(launch.description));
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

  /** Resolves with what AWS would answer; rejects only when the process could not be prepared. */
  async invoke(invocation: Invocation): Promise<Execution> {
    const process = await this.#process;
    process.thaw();
    const { requestId, tenantId } = invocation;
    this.#invocation = invocation;
    this.#answer = undefined;
    const init = this.#initialised ? undefined : await this.#initialise(process, requestId);
    this.#write(this.#platform.start(requestId, tenantId));
    const { outcome, duration } = init?.failure ?? (await this.#handle(process, invocation));
    this.#closeAnswer();

    if (outcome.status.kind === 'timeout') {
      this.#write(this.#platform.timedOut(requestId, this.run.timeout));
    }
    const usage = { duration, memory: this.#memory, init: init?.duration };
    this.#write(this.#platform.report(requestId, usage, outcome.status, tenantId));
    if (outcome.crash) this.#write(this.#platform.crashed(outcome.crash));
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

  /** Waits until the runtime has loaded the handler. A failure is the answer of the invocation that waits. */
  async #initialise(process: HandlerProcess, requestId: string): Promise<Init> {
    const ending = await this.#next(initLimit + this.run.timeout * 1000);
    const duration = performance.now() - this.#started;
    this.#memory = Math.max(this.#memory, process.peakMemory() ?? 0);
    if (ending.kind === 'ready') {
      this.#initialised = true;
      this.#write(this.#platform.initReport(duration, { kind: 'success' }));
      return { duration };
    }
    if (ending.kind === 'timeout') {
      await this.#stop(process);
      const outcome = outcomes.timedOut(requestId, this.run.timeout);
      return { failure: { outcome, duration: this.run.timeout * 1000 } };
    }
    if (ending.kind === 'initError') await this.#next(goodbyeLimit);
    await this.#stop(process);
    const outcome =
      ending.kind === 'initError'
        ? outcomes.runtimeFailure(ending.payload)
        : outcomes.ended(requestId, undefined, ending.exit);
    this.#write(this.#platform.initReport(duration, outcome.status));
    return { failure: { outcome, duration } };
  }

  async #handle(process: HandlerProcess, invocation: Invocation): Promise<Handled> {
    const { requestId } = invocation;
    const limit = this.run.timeout * 1000;
    const started = performance.now();
    if (this.#pending?.kind === 'ready') this.#pending = undefined;
    this.#deliver(eventOf(this.run, invocation));
    let ending = await this.#next(limit);
    if (ending.kind === 'ready' && this.#answer === undefined) {
      ending = await this.#overtaken(limit - (performance.now() - started));
    }
    const duration = Math.min(performance.now() - started, limit);
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

interface Init {
  /** Only of an init that succeeded (ms). */
  readonly duration?: number;
  readonly failure?: Handled;
}
