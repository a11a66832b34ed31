import type { OpenTransport } from '../clients.ts';
import { transport } from '../transport.ts';
import { trustedCertificates } from './certificates.ts';
import type { ConnectionDefinition } from './definition.ts';
import type { ConnectionDoors } from './doors.ts';
import { guardedTransport, type TransportWatch } from './guardedTransport.ts';
import { createHostGuard, type HostGuard } from './hostGuard.ts';
import type { Place } from './place.ts';

export interface Network {
  /** What requests travel by: trusting the connection's certificates, and only where they may go. */
  readonly open: OpenTransport;
  readonly guard: HostGuard;
}

export async function openNetwork(
  { name, endpoint }: ConnectionDefinition,
  { region }: Place,
  doors: ConnectionDoors,
  watch?: TransportWatch,
): Promise<Network> {
  const guard = createHostGuard({ name, allowHttp: endpoint?.allowHttp === true, region }, doors);
  const ca =
    endpoint?.caFile === undefined ? undefined : await trustedCertificates(endpoint.caFile, name);
  const { proxySupport, strictSsl } = doors.network;
  const trust = { ca, verified: strictSsl, anyAgent: proxySupport === 'on' };
  return {
    open: (options) => guardedTransport(transport({ ...options, ...trust }), guard, watch),
    guard,
  };
}
