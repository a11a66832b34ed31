// What can be set of a function, in AWS' own words and shapes, and how a function stands.

/** Members of UpdateFunctionConfiguration that the extension changes; absent ones stay as they are. */
export interface FunctionSettings {
  readonly Description?: string;
  /** Absent for container images, as `Runtime` is. */
  readonly Handler?: string;
  readonly Runtime?: string;
  /** ARN of the execution role. */
  readonly Role?: string;
  /** MB. */
  readonly MemorySize?: number;
  /** Seconds. */
  readonly Timeout?: number;
  /** Absent when it could not be decrypted. */
  readonly Environment?: { readonly Variables: Readonly<Record<string, string>> };
  readonly LoggingConfig?: LoggingConfig;
}

export interface LoggingConfig {
  readonly LogFormat?: string | undefined;
  readonly ApplicationLogLevel?: string | undefined;
  readonly SystemLogLevel?: string | undefined;
  readonly LogGroup?: string | undefined;
}

/** A function as GetFunctionConfiguration tells of it: more than a list knows. */
export interface FunctionDetails {
  readonly settings: FunctionSettings;
  /** E.g. `Active`; undefined on endpoints that know no states. */
  readonly state: string | undefined;
  readonly stateReason: string | undefined;
  /** E.g. `InProgress`. */
  readonly lastUpdate: string | undefined;
  readonly lastUpdateReason: string | undefined;
  /** E.g. `arm64`. */
  readonly architectures: readonly string[];
  /** MB of `/tmp`. */
  readonly ephemeralStorage: number;
  /** Bytes. */
  readonly codeSize: number;
  /** Base64. */
  readonly codeSha256: string;
  /** ARNs, in their order. */
  readonly layers: readonly string[];
  /** Why the environment could not be read, e.g. because its key is not accessible. */
  readonly environmentFault: string | undefined;
  /** Changes with every change of the function; undefined on endpoints that know none. */
  readonly revision: string | undefined;
}

/** A function URL: members of FunctionUrlConfig. */
export interface FunctionUrl {
  readonly url: string;
  readonly settings: FunctionUrlSettings;
}

export interface FunctionUrlSettings {
  readonly AuthType: string;
  readonly InvokeMode?: string;
  readonly Cors?: Readonly<Record<string, unknown>>;
}
