import { once } from 'node:events';
import { createServer } from 'node:http';
import { listen } from './listen.ts';

/** A server of Lambda's lists that holds back what it is told to. */
export interface HeldServer extends AsyncDisposable {
  readonly endpoint: string;
  /** Holds back the requests whose path and query match from now on, until they are released. */
  hold(path: RegExp): Held;
}

export interface Held {
  /** Resolves with the first request that is held back. */
  readonly came: Promise<void>;
  release(): void;
}

/** `answerTo` answers the body for a path with its query; without one there is nothing by that name. */
export async function startHeldServer(
  answerTo: (path: string) => object | undefined,
): Promise<HeldServer> {
  const holds = new Set<{ path: RegExp; came: () => void; released: Promise<void> }>();
  const server = createServer(async ({ url = '' }, response) => {
    for (const { path, came, released } of holds) {
      if (!path.test(url)) continue;
      came();
      await released;
    }
    const body = answerTo(url);
    response
      .writeHead(body ? 200 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(body ?? { message: 'There is nothing.' }));
  });
  const port = await listen(server);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    hold(path) {
      const came = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      const hold = { path, came: came.resolve, released: released.promise };
      holds.add(hold);
      return {
        came: came.promise,
        release() {
          holds.delete(hold);
          released.resolve();
        },
      };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
