import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type ForwardTarget, forward } from './forward.ts';
import { listen } from './listen.ts';

export interface MfaServer {
  readonly url: string;
  /** The codes that STS was sent. */
  readonly codes: readonly string[];
  /** How many other requests came. */
  readonly others: number;
  close(): Promise<void>;
}

/** STS before an endpoint that takes any code of an MFA device: here only one is right. */
export async function startMfaServer(target: ForwardTarget, right: string): Promise<MfaServer> {
  const codes: string[] = [];
  let others = 0;
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    const code = new URLSearchParams(body.toString()).get('TokenCode');
    if (code === null) others += 1;
    else codes.push(code);
    if (code === null || code === right) await forward(incoming, outgoing, target, body);
    else outgoing.writeHead(403, { 'content-type': 'text/xml' }).end(refusal);
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    codes,
    get others() {
      return others;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** In the words of AWS. */
const refusal = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>MultiFactorAuthentication failed with invalid MFA one time pass code. </Message></Error><RequestId>6f1c2f3e-8a44-4b0e-9c1d-2f6f5b9f7d10</RequestId></ErrorResponse>`;
