import type { Fix } from '../errors.ts';
import type { InvokeOptions } from '../payload/invokeOptions.ts';
import type {
  FunctionDetails,
  FunctionSettings,
  FunctionUrl,
  FunctionUrlSettings,
} from './functionSettings.ts';
import type { Permissions } from './permission.ts';
import type { Policies } from './policy.ts';
import type { Triggers } from './trigger.ts';

/** Where requests go, and as whom. Plain data, so that it can cross from one bundle to the other. */
export interface Target {
  /** The connection's name as the person knows it, e.g. `local`. */
  readonly connection: string;
  /** Base URL of Lambda, and of all services unless `endpoints` says otherwise; undefined means AWS' own. */
  readonly endpoint: string | undefined;
  /** Base URLs of the other services, where they are told apart. */
  readonly endpoints?: Readonly<Record<'iam' | 'logs' | 'sts', string | undefined>>;
  readonly region: string;
  /** Profile of the shared AWS config file that the target's other settings come from. */
  readonly profile?: string | undefined;
  /** Twelve digits, when they are known: by credentials or ARNs that were seen. */
  readonly accountId: string | undefined;
  readonly credentials: Credentials | CredentialProvider;
  /** How credentials that have expired are renewed. */
  readonly renewal?: Renewal | undefined;
}

export interface Renewal {
  /** Sentences. */
  readonly advice: string;
  readonly fix?: Fix;
}

/** Answers what is valid now; throws `UserError` or `Cancelled`. */
export type CredentialProvider = () => Promise<Credentials>;

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
  readonly accountId?: string;
}

/** Everything that is done with one account in one region. Failures are `UserError`s. */
export interface Account {
  readonly target: Target;
  readonly functions: Functions;
  readonly roles: Roles;
  readonly policies: Policies;
  readonly permissions: Permissions;
  readonly triggers: Triggers;
  readonly logs: Logs;
  /** What the endpoint, or who is asking, has refused so far; grows as answers come. */
  readonly limits: ReadonlyMap<Ability, string>;
  /** Who is asking: looked up once, then remembered. */
  identity(signal?: AbortSignal): Promise<Identity>;
  /** `onSending` is called before anything of the request leaves; again where it is sent without the log. */
  invoke(request: InvokeRequest, signal?: AbortSignal, onSending?: () => void): Promise<Outcome>;
  /** Hands over the parts of the answer as they come; RequestResponse and DryRun only. */
  invokeStreaming(
    request: InvokeRequest,
    onPart: (part: Uint8Array) => void,
    signal?: AbortSignal,
    onSending?: () => void,
  ): Promise<Outcome>;
  /** For many invocations, so many at a time: they share connections, and are sent once each all the same. */
  openPool(size: number): InvocationPool;
}

export interface InvocationPool {
  invoke(request: InvokeRequest, signal?: AbortSignal): Promise<Outcome>;
  close(): void;
}

/** What not every endpoint can do, nor every identity may do. */
export type Ability = 'list' | 'tail' | 'qualifier' | 'stream' | 'iam';

export interface Identity {
  readonly accountId: string;
  /** ARN of the user or of the role's session. */
  readonly arn: string;
  /** The account's alias, where there is one and it may be read. */
  readonly alias: string | undefined;
}

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

/** One event of a log stream. */
export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

/** CloudWatch Logs. Both yield events as they become known, in the order of their log. */
export interface Logs {
  /**
   * All that one invocation logged; waited for from `since` (ms) on, and followed until Lambda's report
   * of it has been seen. `stream` where it is known: several invocations may write to it at a time.
   */
  ofRequest(
    group: string,
    requestId: string,
    since: number,
    signal: AbortSignal,
    stream?: string,
  ): AsyncIterable<readonly LogEvent[]>;
  /** What is logged from `since` (ms) on, until a time (ms) or without end. */
  follow(
    group: string,
    since: number,
    signal: AbortSignal,
    until?: number,
  ): AsyncIterable<readonly LogEvent[]>;
}

export interface RoleSummary {
  readonly name: string;
  readonly arn: string;
  /** E.g. `/` or `/service-role/`. */
  readonly path: string;
  readonly description: string;
  /** Who may assume the role, e.g. `lambda.amazonaws.com`, an account's ARN or `*`. */
  readonly trusts: readonly string[];
  /** ISO 8601. */
  readonly created: string;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
}

/** What is on a role, and must go before the role can. */
export interface RolePolicies {
  readonly attached: readonly { readonly name: string; readonly arn: string }[];
  readonly inline: readonly string[];
}

export interface NewRole {
  readonly name: string;
  readonly description: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Roles {
  /** Yields each page as it comes, roles of all services. */
  list(signal?: AbortSignal): AsyncIterable<readonly RoleSummary[]>;
  find(name: string, signal?: AbortSignal): Promise<RoleSummary | undefined>;
  tags(name: string, signal?: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /** A role that trusts Lambda, without any permissions yet. */
  create(input: NewRole, signal?: AbortSignal): Promise<RoleSummary>;
  /** Managed policies that may be attached: those that Lambda roles use first. */
  managedPolicies(signal?: AbortSignal): AsyncIterable<readonly ManagedPolicy[]>;
  policies(name: string, signal?: AbortSignal): Promise<RolePolicies>;
  attachPolicy(name: string, policyArn: string, signal?: AbortSignal): Promise<void>;
  detachPolicy(name: string, policyArn: string, signal?: AbortSignal): Promise<void>;
  putInlinePolicy(
    name: string,
    policyName: string,
    document: string,
    signal?: AbortSignal,
  ): Promise<void>;
  deleteInlinePolicy(name: string, policyName: string, signal?: AbortSignal): Promise<void>;
  /** Refused by IAM as long as policies are on the role. */
  delete(name: string, signal?: AbortSignal): Promise<void>;
}

export type InvocationType = 'RequestResponse' | 'Event' | 'DryRun';

export interface InvokeRequest extends InvokeOptions {
  readonly functionName: string;
  /** A version or an alias; undefined means `$LATEST`. */
  readonly qualifier?: string | undefined;
  readonly type: InvocationType;
  /** The bytes that are sent, untouched. */
  readonly payload: Uint8Array;
  /** The function's own time-out in seconds, when it is known: silence beyond it ends the wait. */
  readonly timeout?: number | undefined;
}

/** How one attempt to invoke ended. Times in ms. */
export type Outcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly elapsed: number;
      readonly payload: Uint8Array;
      /** `Unhandled` or `Handled`: the function failed, the payload says how. */
      readonly functionError: string | undefined;
      readonly executedVersion: string | undefined;
      readonly requestId: string | undefined;
      /** The last 4 KB of the log, as received. */
      readonly log: Uint8Array | undefined;
      /** Where the log is instead, for functions that do not send its tail. */
      readonly logPlace?: LogPlace | undefined;
      /** The log was refused, now or before, so the invocation was sent without asking for it. */
      readonly logRefused?: true;
      /** Set when the answer came in parts. */
      readonly stream?: StreamedAnswer;
    }
  | {
      readonly kind: 'queued' | 'allowed';
      readonly status: number;
      readonly elapsed: number;
      readonly requestId: string | undefined;
    }
  | {
      /** The service, or the way to it, refused: the function did not run. */
      readonly kind: 'notInvoked';
      readonly elapsed: number;
      readonly requestId: string | undefined;
      readonly failure: Failure;
      /** Trying again as it is may help and cannot run anything twice. */
      readonly mayRetry: boolean;
      /** Refused because there were too many at a time (status 429). */
      readonly throttled?: boolean;
    }
  | {
      /** The answer never came: the function may have run. */
      readonly kind: 'lost';
      readonly elapsed: number;
      readonly requestId: string | undefined;
      readonly failure: Failure;
    }
  | { readonly kind: 'cancelled'; readonly elapsed: number };

/** What there is to tell of an answer that came in parts. */
export interface StreamedAnswer {
  /** When its first part came, after how many ms; undefined when there was none. */
  readonly firstPart: number | undefined;
  /** Bytes in all. */
  readonly size: number;
  /** Absolute path of the whole where it is too large to be kept in memory: `payload` is its beginning. */
  readonly file: string | undefined;
  /** Why it could not be kept whole. */
  readonly notKept: string | undefined;
  /** From the last event: how the function failed, in the form of a function error's payload. */
  readonly errorDetails: string | undefined;
}

/** A stream of CloudWatch Logs. */
export interface LogPlace {
  readonly group: string;
  readonly stream: string;
}

/** One failure in a person's words. */
export interface Failure {
  /** What happened and why, without a full stop's worth of advice; does not repeat the code. */
  readonly message: string;
  /** What to do now: sentences. Empty when the service's own words are all there is. */
  readonly advice: string;
  /** The wire's own name, e.g. `ResourceNotFoundException` or `ECONNREFUSED`. */
  readonly code: string;
  readonly fix?: Fix;
  /** What puts an invocation right: only who sent it can offer that. */
  readonly cure?: Cure;
}

/** To choose another function, to wait until it is ready, or to send it with other options. */
export type Cure = 'otherFunction' | 'whenReady' | 'otherOptions';
