import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from './listen.ts';

/** What IAM Identity Center does next when it is asked for a token. */
export type TokenAnswer =
  | 'AuthorizationPendingException'
  | 'SlowDownException'
  | 'ExpiredTokenException'
  | 'AccessDeniedException'
  | 'InvalidGrantException'
  | 'token';

export interface SsoServer {
  readonly url: string;
  /** Method and path of every request so far. */
  readonly calls: readonly string[];
  /** Tokens that are valid now; what is not among them is refused. */
  readonly tokens: Set<string>;
  /** Answers in turn to requests for a token; afterwards a token. */
  readonly answers: TokenAnswer[];
  /** Where the person signs in. */
  page: string;
  /** Seconds that tokens are valid. */
  lifetime: number;
  /** Variables that lead the SDK and the AWS CLI here. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since the epoch. */
  readonly expiration: number;
}

/** OIDC and the portal of IAM Identity Center, as far as signing in takes them. */
export async function startSsoServer(
  roleCredentials: () => Promise<RoleCredentials>,
): Promise<SsoServer> {
  const calls: string[] = [];
  const tokens = new Set<string>();
  const answers: TokenAnswer[] = [];
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  const port = await listen(server);
  const url = `http://127.0.0.1:${port}`;
  const sso: SsoServer = {
    url,
    calls,
    tokens,
    answers,
    page: `${url}/device?user_code=ABCD-EFGH`,
    lifetime: 3600,
    environment: { AWS_ENDPOINT_URL_SSO: url, AWS_ENDPOINT_URL_SSO_OIDC: url },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    calls.push(`${request.method} ${pathname}`);
    const body = await text(request);
    const input: Record<string, unknown> = body === '' ? {} : JSON.parse(body);
    const bearer = String(request.headers['x-amz-sso_bearer_token'] ?? '');
    switch (pathname) {
      case '/client/register':
        return send(response, {
          clientId: 'client-of-the-test',
          clientSecret: 'marked-client-secret',
          clientSecretExpiresAt: Math.floor(Date.now() / 1000) + 90 * 86_400,
        });
      case '/device_authorization':
        return send(response, {
          deviceCode: 'marked-device-code',
          userCode: 'ABCD-EFGH',
          verificationUri: `${url}/device`,
          verificationUriComplete: sso.page,
          expiresIn: 600,
          interval: 0,
        });
      case '/token': {
        const next = answers.shift() ?? 'token';
        if (next !== 'token') return refuse(response, 400, next, oauthError(next));
        if (input['clientSecret'] !== 'marked-client-secret') {
          return refuse(response, 401, 'InvalidClientException', 'invalid_client');
        }
        const accessToken = `marked-access-token-${randomUUID()}`;
        tokens.add(accessToken);
        return send(response, {
          accessToken,
          tokenType: 'Bearer',
          expiresIn: sso.lifetime,
          refreshToken: 'marked-refresh-token',
        });
      }
      case '/federation/credentials': {
        if (!tokens.has(bearer)) {
          return refuse(
            response,
            401,
            'UnauthorizedException',
            'Session token not found or invalid',
          );
        }
        if (searchParams.get('role_name') === 'forbidden') {
          return refuse(response, 403, 'ForbiddenException', 'No access');
        }
        return send(response, { roleCredentials: await roleCredentials() });
      }
      case '/logout':
        tokens.delete(bearer);
        response.writeHead(200).end();
        return;
      default:
        response.writeHead(404).end();
    }
  }

  return sso;
}

function oauthError(name: string): string {
  return name
    .replace(/Exception$/, '')
    .replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`)
    .toLowerCase();
}

function send(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  const body = { error: message, error_description: message, message };
  response
    .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type })
    .end(JSON.stringify(body));
}
