import type { ServerResponse } from 'node:http';

/** Connections of editors that need the endpoint: while one is open, it stays. */
export interface Leases {
  /** Answers the request and keeps it open until the client goes. */
  hold(response: ServerResponse): void;
  close(): void;
}

const firstLease = 30_000;
const afterLastLease = 10_000;

/** Calls `onEnd` when nobody needs the endpoint any more; without it, leases mean nothing. */
export function createLeases(onEnd: (() => void) | undefined): Leases {
  const open = new Set<ServerResponse>();
  let timer = onEnd && setTimeout(onEnd, firstLease);
  return {
    hold(response) {
      clearTimeout(timer);
      open.add(response);
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.flushHeaders();
      response.on('close', () => {
        open.delete(response);
        if (onEnd === undefined || open.size > 0) return;
        clearTimeout(timer);
        timer = setTimeout(onEnd, afterLastLease);
      });
    },
    close() {
      clearTimeout(timer);
      for (const response of open) response.destroy();
    },
  };
}
