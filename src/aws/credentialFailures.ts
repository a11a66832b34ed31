import type { Attempt } from './attempt.ts';
import { editFix } from './connections/editFix.ts';
import { signInFix } from './connections/signInFix.ts';
import type { Failure } from './outcome.ts';
import type { Refusal } from './refusal.ts';

type Described = Omit<Failure, 'code'>;

/** Who is asking was not accepted. Nothing of a credential is repeated. */
export function credentialFailure(refusal: Refusal, attempt: Attempt): Described | undefined {
  const name = refusal.code.replace(/Exception$/, '');
  const described = Object.hasOwn(credentialFailures, name)
    ? credentialFailures[name]?.(refusal, attempt)
    : undefined;
  if (!described) return undefined;
  const skew = clockSkew(refusal);
  if (skew) {
    return { message: `this machine's clock is ${skew}`, advice: 'Set the clock, then try again.' };
  }
  if (attempt.target.connection === 'local') {
    return {
      message: 'the local endpoint does not accept the credentials of its account',
      advice: 'Reload the window: the account may have been set up anew.',
    };
  }
  return described;
}

/**
 * By the error's name without its `Exception`. The services differ in their names for the same thing:
 * Lambda, IAM Identity Center (portal and OIDC) and Cognito speak JSON, IAM and STS the query protocol.
 */
export const credentialFailures: Readonly<
  Record<string, (refusal: Refusal, attempt: Attempt) => Described | undefined>
> = {
  // --- the access key
  UnrecognizedClient: unknownKey,
  InvalidClientTokenId: unknownKey,
  InvalidAccessKeyId: unknownKey,
  InvalidToken: unknownKey,
  MissingAuthenticationToken: unknownKey,

  // --- its secret
  InvalidSignature: wrongSecret,
  SignatureDoesNotMatch: wrongSecret,
  IncompleteSignature: wrongSecret,

  // --- time
  ExpiredToken: expired,
  RequestExpired: clock,
  RequestTimeTooSkewed: clock,

  // --- the region
  RegionDisabled: regionDisabled,
  OptInRequired: regionDisabled,

  // --- IAM Identity Center
  Unauthorized: ofIdentityCenter(sessionEnded),
  InvalidGrant: ofIdentityCenter(sessionEnded),
  InvalidClient: ofIdentityCenter(sessionEnded),
  UnauthorizedClient: ofIdentityCenter(sessionEnded),
  Forbidden: ofIdentityCenter((_, { target: { connection } }) => ({
    message: `IAM Identity Center does not give you the role that ${connection} names`,
    advice:
      'Check sso_account_id and sso_role_name of the profile, or ask who administers IAM Identity Center to assign the role to you.',
  })),
  InvalidRequestRegion: ofIdentityCenter((_, { target: { connection } }) => ({
    message: `IAM Identity Center of ${connection} is in another region`,
    advice: 'Correct sso_region in the config file of AWS.',
  })),
  InvalidScope: ofIdentityCenter((_, { target: { connection } }) => ({
    message: `IAM Identity Center does not know the scopes that ${connection} asks for`,
    advice:
      'Correct sso_registration_scopes in the config file of AWS; sso:account:access will do.',
  })),

  // --- web identities
  InvalidIdentityToken: webIdentity,
  IDPRejectedClaim: webIdentity,
  IDPCommunicationError: (_, { target: { connection } }) => ({
    message: `AWS could not reach who issued the web identity of ${connection}`,
    advice: 'Wait a moment, then try again.',
  }),

  // --- Cognito
  NotAuthorized: ({ words }, { action, target: { connection, renewal } }) => {
    if (!action.startsWith('cognito-identity:')) return undefined;
    if (/^Unauthenticated access is not supported/.test(words)) {
      return {
        message: `the identity pool of ${connection} takes no guests`,
        advice: 'Edit the connection and name a login provider and its token.',
        fix: editFix(connection),
      };
    }
    return /token expired/i.test(words)
      ? {
          message: `the login token of ${connection} has expired`,
          advice: 'Sign in to enter a fresh login token.',
          ...renewal,
        }
      : {
          message: `the identity pool of ${connection} does not accept the login`,
          advice:
            'Edit the connection: check the name of the login provider, and enter a token of its own.',
          fix: editFix(connection),
        };
  },
  ResourceNotFound: (_, { action, target: { connection, region } }) =>
    action.startsWith('cognito-identity:')
      ? {
          message: `there is no such identity pool as that of ${connection} in ${region}`,
          advice: 'Edit the connection and correct the id of the identity pool.',
          fix: editFix(connection),
        }
      : undefined,
  InvalidIdentityPoolConfiguration: (_, { target: { connection } }) => ({
    message: `the identity pool of ${connection} has no role for you, or one that it may not assume`,
    advice: `Check the roles of the identity pool and their trust policies.`,
  }),
  ExternalService: (_, { target: { connection } }) => ({
    message: `the login provider of ${connection} could not be reached`,
    advice: 'Wait a moment, then try again.',
  }),
};

function unknownKey(_: Refusal, { target: { connection, region, renewal } }: Attempt): Described {
  return {
    message: `the credentials of ${connection} are not known`,
    advice: `Check that the access key has not been deleted or switched off, and that the account may use the region ${region}.`,
    ...(renewal?.fix && { fix: renewal.fix }),
  };
}

function wrongSecret({ words }: Refusal, { target }: Attempt): Described {
  const { connection, region, renewal } = target;
  if (/\bscoped to a valid region\b/i.test(words)) {
    return {
      message: `the region ${region} is not served by ${connection}`,
      advice: 'Change the region.',
      fix: { title: 'Change Region', command: 'lambdaBench.changeRegion' },
    };
  }
  return {
    message: `the secret access key of ${connection} does not belong to its access key`,
    advice: 'Enter the credentials again.',
    ...(renewal?.fix && { fix: renewal.fix }),
  };
}

function expired(_: Refusal, { target: { connection, renewal } }: Attempt): Described {
  return {
    message: `the credentials of ${connection} have expired`,
    advice: 'Sign in again, then try again.',
    ...renewal,
  };
}

function clock(): Described {
  return {
    message: `this machine's clock differs too much from the clock of AWS`,
    advice: 'Set the clock, then try again.',
  };
}

function regionDisabled(_: Refusal, { target: { connection, region } }: Attempt): Described {
  return {
    message: `the account of ${connection} does not use the region ${region}`,
    advice: `Choose another region, or have ${region} switched on for the account.`,
  };
}

/** Others may have the same names for something else. */
function ofIdentityCenter(
  describe: (refusal: Refusal, attempt: Attempt) => Described,
): (refusal: Refusal, attempt: Attempt) => Described | undefined {
  return (refusal, attempt) =>
    attempt.action.startsWith('sso') ? describe(refusal, attempt) : undefined;
}

function sessionEnded(_: Refusal, { target: { connection } }: Attempt): Described {
  return {
    message: `the session of ${connection} with IAM Identity Center has ended or has not begun`,
    advice: 'Sign in, then try again.',
    fix: signInFix,
  };
}

function webIdentity(_: Refusal, { target: { connection } }: Attempt): Described {
  return {
    message: `the web identity token of ${connection} is not accepted`,
    advice: 'Get a fresh token, and check that the role trusts who issues it.',
  };
}

/**
 * From `Signature expired: <ours> is now earlier than … (<theirs> - 5 min.)` and
 * `Signature not yet current: <ours> is still later than … (<theirs> + 5 min.)`, or from the date of an
 * answer that refuses a signature or a time.
 */
function clockSkew({ code, words, date }: Refusal): string | undefined {
  const found =
    /^Signature (?:expired|not yet current): (\w+) is \D+\w+ \((\w+) [-+] \d+ min\.?\)/.exec(words);
  if (found) return skewInWords(instant(found[1]) - instant(found[2]));
  const ofTime = /^(InvalidSignature|SignatureDoesNotMatch|RequestExpired|RequestTimeTooSkewed)/;
  const skew = date === undefined || !ofTime.test(code) ? 0 : Date.now() - date;
  return Math.abs(skew) > tolerated ? skewInWords(skew) : undefined;
}

/** So much AWS lets pass; ms. */
const tolerated = 5 * 60_000;

/** How far we are ahead, in ms. */
function skewInWords(skew: number): string | undefined {
  const minutes = Math.round(skew / 60_000);
  if (Number.isNaN(minutes)) return undefined;
  return `${Math.abs(minutes)} minutes ${minutes < 0 ? 'slow' : 'fast'}`;
}

/** `20160928T135747Z` in ms. */
function instant(basic = ''): number {
  return Date.parse(
    basic.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
}
