/**
 * What a person has said of a connection, as the user setting `lambdaBench.connections` holds it. Plain
 * data and never a secret: secrets stand in VS Code's SecretStorage.
 */
export interface ConnectionDefinition {
  readonly name: string;
  readonly credentials: CredentialSource;
  /** On top of any source. */
  readonly assumeRole?: RoleToAssume;
  /** Undefined: the profile or `AWS_ENDPOINT_URL*` say, else AWS' own. */
  readonly endpoint?: CustomEndpoint;
  /** Undefined: the profile or `AWS_REGION` say. */
  readonly region?: string;
  /** Whether everything that changes or runs something is asked for first. */
  readonly protected?: boolean;
  /** False: payloads and answers are not kept. */
  readonly history?: boolean;
}

export type CredentialSource =
  | { readonly kind: 'profile'; readonly profile: string }
  | { readonly kind: 'environment' }
  | { readonly kind: 'default' }
  | {
      readonly kind: 'cognito';
      readonly identityPoolId: string;
      /** Name of a login provider, e.g. `accounts.google.com`; its token is a secret. Undefined: a guest. */
      readonly provider?: string;
      /** Role to ask the pool for instead of its default one. */
      readonly roleArn?: string;
    }
  /** All of it is secret. */
  | { readonly kind: 'accessKeys' };

export interface RoleToAssume {
  readonly roleArn: string;
  readonly externalId?: string;
  readonly sessionName?: string;
  /** Seconds. */
  readonly duration?: number;
  /** Serial number or ARN of the MFA device. */
  readonly mfaSerial?: string;
}

export interface CustomEndpoint {
  /** Base URL of all services. */
  readonly url: string;
  /** Absolute path of a file of certificates (PEM) to trust beside those of the system. */
  readonly caFile?: string;
  /** Whether http may be spoken with a host that is not this machine. */
  readonly allowHttp?: boolean;
}
