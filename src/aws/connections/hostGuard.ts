import type { Fix } from '../../errors.ts';
import { CredentialError } from '../credentialError.ts';
import type { ConnectionDoors } from './doors.ts';
import { editFix } from './editFix.ts';
import { isAws, isAwsKey, isLoopback } from './hosts.ts';

/** Where a request is about to go. */
export interface Destination {
  /** With its colon. */
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
}

export function destinationOf(url: string): Destination {
  const { protocol, hostname, port } = new URL(url);
  return { protocol, hostname, port: port === '' ? undefined : Number(port) };
}

/** Throws unless a request with this access key, or with another secret, may go there. */
export type HostGuard = (to: Destination, accessKeyId: string | undefined) => Promise<void>;

/**
 * Keeps real credentials from hosts that are neither AWS' nor this machine, wherever the address came
 * from, until the person agrees; and keys of an emulator from AWS.
 */
export function createHostGuard(
  { name, allowHttp, region }: { name: string; allowHttp: boolean; region: string },
  { agreeToHost }: Pick<ConnectionDoors, 'agreeToHost'>,
): HostGuard {
  const agreed = new Map<string, Promise<void>>();
  return async ({ protocol, hostname, port }, accessKeyId) => {
    const host = port === undefined ? hostname : `${hostname}:${port}`;
    const isReal = accessKeyId === undefined || isAwsKey(accessKeyId);
    if (isLoopback(hostname)) return;
    if (protocol !== 'https:' && !allowHttp) {
      throw refusal(
        `the endpoint of ${name}, http://${host}, is not on this machine, and http can be read and changed on the way`,
        'Use https, or edit the connection: http can be allowed for a custom endpoint.',
        editFix(name),
      );
    }
    if (isAws(hostname, region)) {
      if (isReal) return;
      throw refusal(
        `the access key of ${name} is one for emulators, but its requests would go to AWS (${host})`,
        'Give the connection an endpoint or other credentials.',
      );
    }
    if (!isReal) return;
    const asking = agreed.get(host) ?? agreeToHost(host);
    agreed.set(host, asking);
    try {
      await asking;
    } catch (error) {
      agreed.delete(host);
      throw error;
    }
  };
}

function refusal(reason: string, advice: string, fix?: Fix): CredentialError {
  const message = `nothing was sent: ${reason}`;
  return new CredentialError(
    { message, advice, code: 'HostRefused', ...(fix && { fix }) },
    undefined,
  );
}
