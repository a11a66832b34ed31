/** One version of a function as it is run: what the control plane hands to the runtime. */
export interface RunnableFunction {
  readonly name: string;
  /** Unqualified ARN. */
  readonly arn: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  readonly runtime: string;
  readonly handler: string;
  /** MB. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  readonly environment: Readonly<Record<string, string>>;
  /** ARN of the execution role. */
  readonly role: string;
  /** Absolute path of the unpacked deployment package. */
  readonly codeFolder: string;
  /** Absolute paths of unpacked layers, in the order in which AWS lays them over each other. */
  readonly layerFolders: readonly string[];
  /** Changes with each change of code or configuration: an environment of another revision is not used again. */
  readonly revision: string;
  /** CloudWatch log group, e.g. `/aws/lambda/orders`. */
  readonly logGroup: string;
  readonly logFormat: 'Text' | 'JSON';
  readonly applicationLogLevel: string | undefined;
  readonly systemLogLevel: string | undefined;
  /** What the extension recorded on the function's tags or configuration, see `localRuntime`. */
  readonly interpreter?: string | undefined;
  /** A folder whose `node_modules` serves `@aws-sdk/*` when the package brings none. */
  readonly sdkFolder?: string | undefined;
}

export interface Invocation {
  readonly requestId: string;
  /** Exactly the bytes that came; empty when the request had no body. */
  readonly payload: Uint8Array;
  /** JSON text, already decoded from base64. */
  readonly clientContext?: string | undefined;
  /** The ARN that the caller used (qualified when a qualifier was given). */
  readonly invokedArn: string;
  /** Of a function with tenant isolation: an environment serves one tenant only. */
  readonly tenantId?: string | undefined;
  /** X-Ray trace header that the handler gets; one of its own when there is none. */
  readonly traceId?: string | undefined;
  /**
   * Called when there is an environment for it, right before it runs: what it waited for this machine
   * is over. What it throws ends the invocation, and the invocation rejects with it.
   */
  readonly begin?: (() => void) | undefined;
  /** Receives the answer of a handler that streams it. */
  readonly stream?: ResponseStream | undefined;
}

/** Where a streamed answer goes, part by part. */
export interface ResponseStream {
  /** Comes before the first part, with the content type that the runtime gives. */
  start(contentType: string | undefined): void;
  /** Resolves when more may come. */
  write(part: Uint8Array): Promise<void>;
}

export interface Execution {
  /**
   * The whole answer; empty when the parts of a successful one went to the invocation's stream. The
   * error of a stream that broke off is here.
   */
  readonly payload: Uint8Array;
  readonly functionError: 'Unhandled' | undefined;
  /**
   * All that was logged for this invocation, with what a cold start logged before it; of a very long
   * log the last 256 KB, which then begins by saying so. The caller cuts its tail.
   */
  readonly log: Uint8Array;
}

/** Runs handlers: environments are started, used again and ended behind this one door. */
export interface Executor {
  /** Always resolves with what AWS would answer; rejects only when the endpoint itself is broken. */
  invoke(run: RunnableFunction, invocation: Invocation): Promise<Execution>;
  /** Ends the environments of one version of a function, or of all, after it was changed or deleted. */
  retire(functionName: string, version?: string): Promise<void>;
  close(): Promise<void>;
}

/** One event of a log stream in CloudWatch Logs. */
export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

/** What the endpoint gives to its executor. */
export interface ExecutorOptions {
  readonly region: string;
  /** Base URL of the endpoint, for `AWS_ENDPOINT_URL`. */
  readonly endpoint: () => string;
  /** Credentials that stand for the function's execution role. */
  readonly credentials: (run: RunnableFunction) => {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken: string;
  };
  /** Takes what functions log, as it is written. */
  readonly log: (group: string, stream: string, event: LogEvent) => void;
  /** Folder for the private TMPDIRs of environments. */
  readonly scratchFolder: string;
  /** Node executable to prefer, from the settings. */
  readonly node?: string | undefined;
  /** Python executable to prefer, from the settings. */
  readonly python?: string | undefined;
  /** Environments at a time; without it as many as the machine can bear. */
  readonly maxEnvironments?: number | undefined;
  /** How long an environment waits for its next invocation before it ends (ms); usually five minutes. */
  readonly idleLimit?: number | undefined;
  /** How long an environment is used (ms), in which its credentials must not expire; for ever without it. */
  readonly environmentLife?: number | undefined;
  /**
   * The folder of the bootstraps: `dist/runtime` beside the bundle, `src/local/runtime/bootstrap`
   * when run from source (AWS' runtime interface clients are then found in `node_modules`).
   */
  readonly bootstrapFolder: string;
}
