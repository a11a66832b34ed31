import type { LocalAccount } from './account.ts';
import { serveUrls } from './functionUrls/serveUrls.ts';
import type { IssueSession, KeyFinder } from './protocol/credentials.ts';
import type { Head } from './protocol/signature.ts';
import type { Executor } from './runtime/executor.ts';
import type { FunctionUrls, Mount } from './server.ts';
import { createAuthorization } from './services/authorization.ts';
import {
  createCognitoIdentity,
  isUnsignedCognitoOperation,
} from './services/cognitoIdentity/service.ts';
import { createElsewhere, readsXml } from './services/elsewhere.ts';
import { createIam } from './services/iam/service.ts';
import type { CodeLinks } from './services/lambda/codeLinks.ts';
import { createLambda, type LambdaContext } from './services/lambda/service.ts';
import { createThrottle } from './services/lambda/throttle.ts';
import { createUrlOwners } from './services/lambda/urlOwners.ts';
import { createLogs } from './services/logs/service.ts';
import { createSts, isUnsignedStsOperation } from './services/sts/service.ts';
import { readIdentityToken, writeIdentityToken } from './services/sts/webIdentity.ts';

export interface MountOptions {
  readonly account: LocalAccount;
  readonly accountId: string;
  readonly region: string;
  readonly secretAccessKey: string;
  readonly issueSession: IssueSession;
  readonly findKey: KeyFinder;
  readonly executor: Executor;
  readonly codeLinks: CodeLinks;
  /** Whether function URLs without authentication are served. */
  readonly publicUrls: boolean;
  readonly report: (message: string) => void;
}

export interface MountedServices {
  /** By their signing names. */
  readonly mounts: ReadonlyMap<string, Mount>;
  readonly elsewhere: (head: Head) => Mount;
  readonly functionUrls: FunctionUrls;
  /** What Lambda works with; its queued events run with it too. */
  readonly lambda: LambdaContext;
}

/** Each service takes from the account what its context names. */
export function mountServices({ account, ...options }: MountOptions): MountedServices {
  const { secretAccessKey } = options;
  const context = { ...account, ...options };
  const lambda: LambdaContext = {
    ...context,
    throttle: createThrottle(account.functions),
    urlOwners: createUrlOwners(account.functions),
    log: account.logs.append,
  };
  const may = createAuthorization(context);
  const lambdaService = createLambda(lambda, may.of('lambda'));
  const iam = createIam(context, may.of('iam'));
  const sts = createSts(
    { ...context, readIdentityToken: (token) => readIdentityToken(secretAccessKey, token) },
    may.of('sts'),
  );
  const cognitoIdentity = createCognitoIdentity(
    { ...context, writeIdentityToken: (token) => writeIdentityToken(secretAccessKey, token) },
    may.of('cognitoIdentity'),
  );
  const logs = createLogs({ ...context, store: account.logs }, may.of('logs'));
  return {
    mounts: new Map<string, Mount>([
      ['lambda', { service: lambdaService, ...regional }],
      ['iam', { service: iam, ...global }],
      ['sts', { service: sts, ...global, unsigned: isUnsignedStsOperation }],
      [
        'cognito-identity',
        { service: cognitoIdentity, ...regional, unsigned: isUnsignedCognitoOperation },
      ],
      ['logs', { service: logs, ...regional }],
    ]),
    elsewhere: (head) => (readsXml(head) ? elsewhereInXml : elsewhereInJson),
    functionUrls: {
      serve: serveUrls({ ...options, context: lambda, mayInvoke: may.mayInvokeUrl }),
      refuse: lambdaService.refuse,
    },
    lambda,
  };
}

const regional = { dialect: 'json', regional: true } as const;
const global = { dialect: 'query', regional: false } as const;
const elsewhereInXml: Mount = { service: createElsewhere('xml'), ...global, unguarded: true };
const elsewhereInJson: Mount = {
  service: createElsewhere('json'),
  dialect: 'json',
  regional: false,
  unguarded: true,
};
