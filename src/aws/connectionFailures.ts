import type { Attempt } from './attempt.ts';
import { editFix } from './connections/editFix.ts';
import type { Failure } from './outcome.ts';
import type { Refusal } from './refusal.ts';
import type { Stage } from './transport.ts';

/** The way to the service failed: by the codes of Node's `net`, `dns` and `tls`. */
export function connectionFailure(
  { code }: Refusal,
  stage: Stage,
  { target }: Attempt,
): Omit<Failure, 'code'> {
  const local = target.connection === 'local';
  const place = local ? 'the local endpoint' : (target.endpoint ?? `AWS in ${target.region}`);
  if (code === 'UnreadableAnswer') {
    return {
      message: `the answer of ${place} cannot be read`,
      advice: 'See whether it was done, and whether the endpoint is one of AWS Lambda.',
    };
  }
  if (stage !== 'connecting') {
    const silent = code === 'ResponseTimeout' || code === 'ETIMEDOUT';
    return {
      message: silent
        ? `${place} was silent for too long`
        : `the connection to ${place} was lost before the answer was complete`,
      advice: 'See whether it was done, then try again.',
    };
  }
  if (local && code === 'ECONNREFUSED') {
    return {
      message: `the local endpoint at ${target.endpoint} is not running`,
      advice: 'Try again: it is started anew when it is needed.',
    };
  }
  const message = `could not reach ${place}: ${reasonOf(code)}`;
  if (distrusts.test(code) && target.endpoint !== undefined) {
    return {
      message,
      advice: `If you trust who runs it, edit the connection ${target.connection} and choose the file of its authority.`,
      fix: editFix(target.connection),
    };
  }
  return { message, advice: adviceFor(code) };
}

function reasonOf(code: string): string {
  if (speaksNoTls.test(code)) return 'it does not speak TLS';
  if (distrusts.test(code)) return 'its certificate is not trusted';
  return reasons[code] ?? 'the connection failed';
}

const reasons: Readonly<Record<string, string>> = {
  ConnectTimeout: 'it does not answer',
  ETIMEDOUT: 'it does not answer',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it closed the connection at once',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up at the moment',
  ENETUNREACH: 'there is no network',
  EHOSTUNREACH: 'there is no way to this host',
};

function adviceFor(code: string): string {
  if (speaksNoTls.test(code)) return 'Check whether its address begins with http: or https:.';
  if (distrusts.test(code)) {
    return 'If a proxy looks into what is sent, add its authority to the certificates of the system or to NODE_EXTRA_CA_CERTS, then restart VS Code.';
  }
  return code === 'ECONNREFUSED'
    ? 'Check that the endpoint is running and its address is right.'
    : 'Check the network, the proxy, and the address or region, then try again.';
}

/** OpenSSL's codes, see "TLS/SSL" in Node's documentation. */
const distrusts = /CERT|SIGNATURE|ISSUER/;
const speaksNoTls = /^(ERR_SSL_|EPROTO)/;
