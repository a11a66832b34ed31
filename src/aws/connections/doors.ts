/**
 * What opening and using a connection asks of the outside: stored secrets and the person. All may throw
 * `Cancelled`. The variables of the environment are `process.env`: the SDK reads them there itself.
 */
export interface ConnectionDoors {
  secret(key: SecretName): Promise<string | undefined>;
  /** The six digits that the MFA device shows now; `again` when those before were not accepted. */
  mfaCode(serial: string, again: boolean): Promise<string>;
  /**
   * Real credentials are about to go to a host that is neither AWS' nor this machine: throws unless the
   * person agrees, which is remembered per host (`host:port`).
   */
  agreeToHost(host: string): Promise<void>;
  /** Shows the code and opens the page of the device flow of IAM Identity Center; does not wait for it. */
  showDeviceCode(prompt: DeviceCode, signal: AbortSignal): Promise<void>;
  /** Never a credential. */
  log(message: string): void;
  /** VS Code's settings of the network. */
  readonly network: NetworkSettings;
}

export type SecretName = 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'loginToken';

export interface DeviceCode {
  readonly userCode: string;
  /** The page with the code filled in. */
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * What VS Code's own settings of the network ask of us. The rest it does itself: inside the extension host
 * it leads requests of Node's `http` and `https` to the proxy, and trusts the system's certificates.
 */
export interface NetworkSettings {
  /** `http.proxySupport`; with `on` only requests that name no agent of their own go to the proxy. */
  readonly proxySupport?: string | undefined;
  /** `http.proxyStrictSSL`. */
  readonly strictSsl?: boolean | undefined;
}
