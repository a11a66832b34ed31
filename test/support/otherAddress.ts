import { networkInterfaces } from 'node:os';

/** An address of this machine that is not its loopback; undefined without a network. */
export function otherAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}
