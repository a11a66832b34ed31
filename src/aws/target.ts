import type { Fix } from '../errors.ts';

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
