import type {
  FunctionDetails,
  FunctionSettings,
  FunctionUrl,
  FunctionUrlSettings,
} from './functionSettings.ts';

/** What the views and questions know of a function: members of Lambda's FunctionConfiguration. */
export interface FunctionSummary {
  readonly name: string;
  readonly arn: string;
  /** Undefined for container images. */
  readonly runtime: string | undefined;
  readonly handler: string | undefined;
  /** ARN of the execution role. */
  readonly role: string;
  readonly description: string;
  /** MB. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  /** ISO 8601. */
  readonly lastModified: string;
  /** Base64. */
  readonly codeSha256: string;
  /** Whether each invocation must name a tenant. */
  readonly tenantIsolation: boolean;
  readonly durable: boolean;
}

/** Lambda's InvokeMode: the answer whole, or in parts as the function writes them. */
export type UrlMode = 'BUFFERED' | 'RESPONSE_STREAM';

/** What can stand behind a function's name. */
export interface Qualifier {
  readonly kind: 'alias' | 'version';
  readonly name: string;
  /** In words: what an alias leads to, or what a version was published as. */
  readonly description: string;
}

/** Where an alias leads. */
export interface Alias {
  readonly version: string;
  /** Shares, 0 to 1, of other versions. */
  readonly weights: Readonly<Record<string, number>>;
  readonly revision: string | undefined;
}

export interface NewFunction {
  readonly name: string;
  readonly description: string;
  readonly runtime: string;
  readonly handler: string;
  /** ARN of the execution role. */
  readonly role: string;
  /** MB. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  readonly zip: Uint8Array;
  /** `x86_64` when absent. */
  readonly architecture?: 'x86_64' | 'arm64';
  readonly environment?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Functions {
  /** Yields each page as it comes. */
  list(signal?: AbortSignal): AsyncIterable<readonly FunctionSummary[]>;
  /** Undefined when there is no such function. */
  find(name: string, signal?: AbortSignal): Promise<FunctionSummary | undefined>;
  /** State and configuration: what a list does not tell. */
  details(name: string, signal?: AbortSignal): Promise<FunctionDetails>;
  /**
   * Changes the members that are there, and waits until they are in force. With a revision that is no
   * longer the function's, nothing is changed.
   */
  updateSettings(
    name: string,
    settings: FunctionSettings,
    options: { readonly revision?: string | undefined; readonly signal?: AbortSignal | undefined },
  ): Promise<void>;
  /** Undefined when nothing is reserved. */
  reservedConcurrency(name: string, signal?: AbortSignal): Promise<number | undefined>;
  setReservedConcurrency(
    name: string,
    value: number | undefined,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Waits as long as Lambda prepares the function, or a version of it; throws when that fails. */
  untilReady(name: string, qualifier?: string, signal?: AbortSignal): Promise<void>;
  /** Undefined when the function has no URL. */
  url(name: string, signal?: AbortSignal, qualifier?: string): Promise<FunctionUrl | undefined>;
  /** Creates or changes the URL; undefined deletes it. */
  setUrl(
    name: string,
    settings: FunctionUrlSettings | undefined,
    signal?: AbortSignal,
  ): Promise<void>;
  /** As it was listed, looked up or changed last, not long ago: asks nobody. */
  known(name: string): FunctionSummary | undefined;
  /** How its URL answers, as it was looked up last: asks nobody. `BUFFERED` where it has none. */
  knownUrlMode(name: string, qualifier?: string): UrlMode | undefined;
  /** Looks that up once, without anybody waiting; what fails leaves it unknown. */
  learnUrlMode(name: string, qualifier?: string): void;
  /** Aliases, then published versions, oldest first; each page as it comes. */
  qualifiers(name: string, signal?: AbortSignal): AsyncIterable<readonly Qualifier[]>;
  /**
   * Publishes `$LATEST` if its code is the one named, and waits until the version is active. Answers its
   * number, which is that of the version before when nothing has changed since.
   */
  publishVersion(
    name: string,
    version: { readonly description: string; readonly codeSha256: string },
    signal?: AbortSignal,
  ): Promise<string>;
  alias(name: string, alias: string, signal?: AbortSignal): Promise<Alias>;
  createAlias(
    name: string,
    alias: { readonly alias: string; readonly version: string; readonly description: string },
    signal?: AbortSignal,
  ): Promise<void>;
  /** Makes the alias lead to one version with all of its weight, if its revision is still this one. */
  moveAlias(
    name: string,
    move: {
      readonly alias: string;
      readonly version: string;
      readonly revision: string | undefined;
    },
    signal?: AbortSignal,
  ): Promise<void>;
  /** The tags of a function, by its ARN. */
  tags(arn: string, signal?: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /**
   * Creates the function and waits until it is active. A role that Lambda cannot assume yet is waited
   * for, with back-off, up to 60 s; `onWait` hears of every such wait (its length in ms). A role that
   * is not new and not there is not waited for.
   */
  create(
    input: NewFunction,
    options?: {
      onWait?: (milliseconds: number) => void;
      roleIsNew?: boolean;
      signal?: AbortSignal | undefined;
    },
  ): Promise<FunctionSummary>;
  /**
   * Replaces the code of `$LATEST` and waits until the update is in force. With a revision that is no
   * longer the function's, nothing is changed.
   */
  updateCode(
    name: string,
    zip: Uint8Array,
    signal?: AbortSignal,
    revision?: string,
  ): Promise<FunctionSummary>;
  /** The deployment package, as it is in the account; checked by its CodeSha256. */
  downloadCode(
    name: string,
    options: {
      readonly qualifier?: string | undefined;
      readonly signal?: AbortSignal | undefined;
      /** Bytes so far, and of how many where that is known. */
      readonly onProgress?: (received: number, total: number | undefined) => void;
    },
  ): Promise<{ readonly zip: Uint8Array; readonly sha256: string }>;
  delete(name: string, signal?: AbortSignal): Promise<void>;
  /** CloudWatch log group that the function writes to; Lambda's default where it cannot be looked up. */
  logGroup(name: string, signal?: AbortSignal): Promise<string>;
}
