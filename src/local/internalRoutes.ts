import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Leases } from './leases.ts';
import { sameText } from './protocol/sameText.ts';
import type { Head } from './protocol/signature.ts';

export interface InternalRoutesOptions {
  readonly secretAccessKey: string;
  readonly leases: Leases;
  /** Empties the account. */
  readonly reset: () => Promise<void>;
  /** Answers a download of a deployment package; false when the link is not one of ours. */
  readonly download: (head: Head, response: ServerResponse) => boolean;
}

/** What the endpoint does beside being AWS: for the extension that started it, and its own links. */
export function createInternalRoutes(options: InternalRoutesOptions) {
  return (head: Head, request: IncomingMessage, response: ServerResponse): void => {
    request.resume();
    if (head.method === 'GET' && head.path.startsWith('/.lambda-bench/code/')) {
      if (!options.download(head, response)) end(response, 403);
      return;
    }
    if (!authorised(head, options.secretAccessKey)) {
      end(response, 403);
    } else if (head.method === 'GET' && head.path === '/.lambda-bench/lease') {
      options.leases.hold(response);
    } else if (head.method === 'POST' && head.path === '/.lambda-bench/reset') {
      options.reset().then(
        () => end(response, 204),
        (error: unknown) => {
          process.stderr.write(`The account could not be emptied: ${error}\n`);
          end(response, 500);
        },
      );
    } else {
      end(response, 404);
    }
  };
}

function authorised(head: Head, secretAccessKey: string): boolean {
  return sameText(head.headers['authorization'] ?? '', `Bearer ${secretAccessKey}`);
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
