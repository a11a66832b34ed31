import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { type ForwardTarget, forward } from './forward.ts';
import { listen } from './listen.ts';

/**
 * Authorities for tests alone, whose keys are gone, and a server that each vouches for. The extension
 * host is told of `extra` by NODE_EXTRA_CA_CERTS, and finds `system` among those of the system.
 */
export type Authority = 'own' | 'extra' | 'system';

/** Its file of certificates. */
export function authorityFile(authority: Authority, root: string): string {
  return join(root, 'test/fixtures/tls', `${authority}-authority.pem`);
}

export interface TlsServer {
  readonly port: number;
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export interface TlsServerOptions {
  readonly authority?: Authority;
  /** The project's folder. */
  readonly root?: string;
  /** Where requests are handed on to; without one each is answered by `{}`. */
  readonly target?: ForwardTarget;
}

/**
 * Speaks TLS with a certificate of an authority that nobody trusts by itself, for localhost, 127.0.0.1
 * and the hosts of AWS in eu-west-1.
 */
export async function startTlsServer({
  authority = 'own',
  root = '.',
  target,
}: TlsServerOptions = {}): Promise<TlsServer> {
  const requests: string[] = [];
  const file = (end: string) =>
    readFileSync(join(root, `test/fixtures/tls/${authority}-server${end}`));
  const [key, cert] = [file('.key'), file('.pem')];
  const server = createSecureServer({ key, cert }, (incoming, outgoing) => {
    requests.push(`${incoming.method} ${incoming.headers.host}${incoming.url}`);
    if (target === undefined) {
      incoming.resume();
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      return;
    }
    void forward(incoming, outgoing, target);
  });
  const port = await listen(server);
  return {
    port,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export interface ProxyServer {
  readonly url: string;
  /** Hosts that clients asked to be connected with. */
  readonly connects: readonly string[];
  close(): Promise<void>;
}

/** A proxy that connects whatever host it is asked for with one port of this machine. */
export async function startProxyServer(target: number): Promise<ProxyServer> {
  const connects: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connect', ({ url = '' }, client: Socket, head: Buffer) => {
    connects.push(url);
    const onward = connect(target, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      client.pipe(onward).pipe(client);
    });
    for (const socket of [client, onward]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    connects,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
