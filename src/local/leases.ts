import type { ServerResponse } from 'node:http';

/** Connections of editors that need the endpoint: while one is open, it stays. */
export interface Leases {
  /** Answers the request and keeps it open until the client goes. */
  hold(response: ServerResponse): void;
  close(): void;
}

/** Milliseconds. */
export interface Patience {
  readonly forFirstLease?: number;
  readonly afterLastLease: number;
}

/** Calls `onEnd` when nobody needs the endpoint any more; without it, leases mean nothing. */
export function createLeases(
  onEnd: (() => void) | undefined,
  { forFirstLease = 30_000, afterLastLease }: Patience,
): Leases {
  const open = new Set<ServerResponse>();
  let timer = onEnd && setTimeout(onEnd, forFirstLease);
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
      onEnd = undefined;
      clearTimeout(timer);
      for (const response of open) response.destroy();
    },
  };
}
