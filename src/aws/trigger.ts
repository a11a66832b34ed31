/** An event source mapping: what Lambda reads for a function from a queue or a stream. */
export interface Trigger {
  readonly uuid: string;
  /** ARN of the queue, stream or cluster; for a Kafka cluster of one's own its servers. */
  readonly source: string;
  /** Of Kafka. */
  readonly topics: readonly string[];
  /** Qualified where it is of a version or alias. */
  readonly functionArn: string;
  /** E.g. `Enabled` or `Creating`. */
  readonly state: string;
  readonly stateReason: string;
  /** E.g. `No records processed`. */
  readonly lastResult: string;
  readonly batchSize: number | undefined;
  /** Seconds that records are gathered for a batch. */
  readonly window: number;
  readonly startingPosition: string | undefined;
  /** Whether the function may report the records of a batch that failed. */
  readonly partialResponses: boolean;
  /** Patterns, each of which lets records through. */
  readonly filters: readonly string[];
  /** ISO 8601. */
  readonly lastModified: string;
}

export type StartingPosition = 'LATEST' | 'TRIM_HORIZON' | 'AT_TIMESTAMP';

export interface NewTrigger {
  readonly functionName: string;
  readonly qualifier?: string | undefined;
  /** ARN, for all but a Kafka cluster of one's own. */
  readonly source?: string | undefined;
  /** `host:port` of a Kafka cluster of one's own. */
  readonly servers?: readonly string[] | undefined;
  readonly topic?: string | undefined;
  /** How such a cluster is signed in to, e.g. `SASL_SCRAM_512_AUTH`, and the ARN of the secret. */
  readonly access?: { readonly type: string; readonly uri: string } | undefined;
  readonly batchSize: number;
  readonly window: number;
  readonly startingPosition?: StartingPosition | undefined;
  /** ISO 8601; of AT_TIMESTAMP. */
  readonly startingAt?: string | undefined;
  readonly partialResponses: boolean;
  readonly filters: readonly string[];
  readonly enabled: boolean;
}

export interface Triggers {
  /** Of the function, and of its aliases' and versions' names when they are given. */
  list(functionName: string, signal?: AbortSignal): AsyncIterable<readonly Trigger[]>;
  /** Undefined when it is gone. */
  find(uuid: string, signal?: AbortSignal): Promise<Trigger | undefined>;
  /** Waits with back-off while a permission that was given a moment ago is not known yet; ms. */
  create(
    trigger: NewTrigger,
    options?: { onWait?: (milliseconds: number) => void; signal?: AbortSignal | undefined },
  ): Promise<Trigger>;
  setEnabled(uuid: string, enabled: boolean, signal?: AbortSignal): Promise<Trigger>;
  delete(uuid: string, signal?: AbortSignal): Promise<void>;
  /** What UpdateEventSourceMapping takes, as it is now: JSON that `update` takes back. */
  settings(uuid: string, signal?: AbortSignal): Promise<string>;
  update(uuid: string, settings: string, signal?: AbortSignal): Promise<void>;
}
