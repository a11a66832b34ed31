import { type Attempt, couldNot } from './attempt.ts';
import type { Failure } from './outcome.ts';
import { ownWords } from './ownWords.ts';
import { isPending, refusesLogTail } from './provablyNotStarted.ts';
import type { Refusal } from './refusal.ts';
import { showRoleNamed, showRoleOf } from './roleFix.ts';
import { surroundingFailures } from './surroundingFailures.ts';

type Described = Omit<Failure, 'code'>;

/** By the error's name without its `Exception`; undefined where its words are not among the known. */
export const knownFailures: Readonly<
  Record<string, (refusal: Refusal, attempt: Attempt) => Described | undefined>
> = {
  // --- what is named is not there, or is there already
  ResourceNotFound: ({ words }, { thing, target: { region } }) =>
    words.startsWith('Functions from ')
      ? {
          message: `${thing} is in another region than ${region}`,
          advice: 'Select a connection to its region.',
          fix: { title: 'Select Connection', command: 'lambdaBench.selectConnection' },
        }
      : {
          message: `${thing} does not exist in ${region}`,
          advice:
            'Check the name, the version or alias, and the region; refresh the list of functions.',
          fix: { title: 'Refresh Functions', command: 'lambdaBench.refreshFunctions' },
          cure: 'otherFunction',
        },
  NoSuchEntity: ({ words }, attempt) => ({
    message: couldNot(attempt, ownWords(words, 'it does not exist')),
    advice: 'Refresh the list of roles: it may have been deleted.',
    fix: { title: 'Refresh Roles', command: 'lambdaBench.refreshRoles' },
  }),
  EntityAlreadyExists: (_, { thing, action }) => ({
    message: `${thing} exists already in this account`,
    advice: 'Choose another name.',
    ...(action === 'iam:CreateRole' && { fix: showRoleNamed(thing) }),
  }),
  ResourceConflict: (refusal, attempt) => {
    const { thing } = attempt;
    const { region } = attempt.target;
    const { words } = refusal;
    if (words.startsWith('Function already exist')) {
      return {
        message: `${thing} exists already in ${region}`,
        advice: 'Choose another name, or update the code of the function that is there.',
        fix: {
          title: 'Update Code',
          command: 'lambdaBench.updateCode',
          arguments: [{ name: thing }],
        },
      };
    }
    if (isPending(refusal)) {
      return {
        message: `${thing} is not ready yet: Lambda is still preparing it`,
        advice: 'Wait a few seconds, then try again.',
        cure: 'whenReady',
      };
    }
    if (/update is in progress|cannot be performed at this time/.test(words)) {
      return {
        message: couldNot(attempt, `another change of ${thing} is in progress`),
        advice: 'Wait a few seconds, then try again.',
      };
    }
    return undefined;
  },
  PreconditionFailed: (_, attempt) => ({
    message: couldNot(attempt, `somebody else has changed ${attempt.thing} meanwhile`),
    advice: 'Look at what is there now, then try again.',
  }),
  DeleteConflict: ({ words }, { thing }) => ({
    message: `${thing} cannot be deleted: ${ownWords(words, 'something is still on it')}`,
    advice: 'Take its policies off it first.',
  }),

  // --- not allowed
  AccessDenied: accessDenied,
  AuthorizationError: accessDenied,
  NotAuthorized: accessDenied,

  // --- too much
  RequestTooLarge: tooLarge,
  RequestEntityTooLarge: tooLarge,
  SerializedRequestEntityTooLarge: tooLarge,
  TooManyRequests: throttled,
  Throttling: throttled,
  Throttled: throttled,
  RequestLimitExceeded: throttled,
  ServiceQuotaExceeded: quota,
  LimitExceeded: quota,
  CodeStorageExceeded: (_, attempt) => ({
    message: couldNot(attempt, "the account's storage for code in this region is full"),
    advice: 'Delete functions or versions that are not needed.',
  }),

  // --- what was sent
  InvalidRequestContent: ({ words }, { thing }) => ({
    message: `the payload for ${thing} is not JSON: ${parserWords(words)}`,
    advice: 'Correct the payload.',
  }),
  UnsupportedMediaType: (_, { thing }) => ({
    message: `${thing} does not accept this payload's type`,
    advice: 'Send JSON.',
  }),
  InvalidParameterValue: (refusal, attempt) => {
    const { thing, role } = attempt;
    if (cannotAssumeRole(refusal)) {
      return {
        message: `Lambda cannot assume the role ${role ?? `of ${thing}`}`,
        advice: 'Check that the role exists and that its trust policy names lambda.amazonaws.com.',
        fix: showRoleOf(attempt),
      };
    }
    if (lacksRolePermissions(refusal)) {
      return {
        message: `the role ${role ?? `of ${thing}`} lacks a permission: ${ownWords(refusal.words, '')}`,
        advice: 'Attach a policy with this permission to the role.',
        fix: showRoleOf(attempt),
      };
    }
    if (refusesLogTail(refusal)) {
      return { message: `${thing} refuses to send its log`, advice: 'Invoke it without the log.' };
    }
    if (/unqualified ARN/i.test(refusal.words)) {
      return {
        message: `${thing} is a durable function: it is invoked by a version or an alias`,
        advice: 'Choose one; $LATEST is one too.',
        cure: 'otherOptions',
      };
    }
    if (/tenant/i.test(refusal.words)) {
      const reason = ownWords(refusal.words, '');
      return { message: reason, advice: 'Name the tenant.', cure: 'otherOptions' };
    }
    return undefined;
  },
  MalformedPolicyDocument: ({ words }) => ({
    message: `IAM does not accept the policy: ${ownWords(words, 'it is malformed')}`,
    advice: 'Correct the policy document.',
  }),

  // --- how it was invoked
  ModeNotSupported: (_, { thing }) => ({
    message: `${thing} cannot be invoked in this mode`,
    advice: 'Choose another way to invoke it.',
    cure: 'otherOptions',
  }),
  DurableExecutionAlreadyStarted: (_, { thing }) => ({
    message: `a durable execution of ${thing} has this name already, with another payload`,
    advice: 'Choose another name, or none.',
    cure: 'otherOptions',
  }),

  ...surroundingFailures,
};

/** Also the answer to a role that was created a moment ago and is not known everywhere yet. */
export function cannotAssumeRole({ code, words }: Refusal): boolean {
  return (
    code === 'InvalidParameterValueException' &&
    words.startsWith('The role defined for the function cannot be assumed by Lambda')
  );
}

/** Also the answer to a policy that was attached a moment ago. */
export function lacksRolePermissions({ code, words }: Refusal): boolean {
  return (
    code === 'InvalidParameterValueException' &&
    words.startsWith('The provided execution role does not have permissions to call')
  );
}

function accessDenied({ words }: Refusal, attempt: Attempt): Described {
  const { doing, thing, action } = attempt;
  if (words.startsWith('Cross-account pass role')) {
    return {
      message: couldNot(attempt, 'the role belongs to another account'),
      advice: 'Choose a role of this account.',
    };
  }
  if (words.startsWith('MultiFactorAuthentication failed')) {
    return {
      message: couldNot(attempt, ownWords(words.split('.')[0] ?? '', '')),
      advice:
        'Check that the MFA device (mfa_serial of the profile, or that of the connection) is one of the user whose keys are used.',
    };
  }
  // The words may be empty.
  const missing = /not authorized to perform: ([\w-]+:\w+)/.exec(words)?.[1] ?? action;
  const denied = /explicit deny in ([^:]+?)\.?$/.exec(words)?.[1];
  const resource = /on resource: (arn:\S+|\*)/.exec(words)?.[1] ?? resourceOf(attempt, missing);
  return {
    message: `you may not ${doing}: ${missing} is not allowed on ${thing}${denied ? `, by an explicit deny in ${denied}` : ''}`,
    advice: denied
      ? `Ask the account's administrator.`
      : `Ask the account's administrator for ${missing}, or select another connection.`,
    // No statement that allows helps against one that denies.
    ...(!denied && {
      fix: {
        title: 'Copy Permission',
        command: 'lambdaBench.copyPermission',
        arguments: [{ action: missing, resource }],
      },
    }),
  };
}

/** Where the service names none, the function that it was about. */
function resourceOf({ target, thing }: Attempt, action: string): string {
  const { region, accountId } = target;
  const isFunction = action === 'lambda:InvokeFunction' && accountId !== undefined;
  return isFunction ? `arn:aws:lambda:${region}:${accountId}:function:${thing}` : '*';
}

function quota({ words }: Refusal, attempt: Attempt): Described {
  return {
    message: couldNot(attempt, ownWords(words, 'a quota of the account is used up')),
    advice: 'Delete what is not needed, or ask AWS for a higher quota.',
  };
}

function throttled({ reason, words }: Refusal, attempt: Attempt): Described {
  const { thing } = attempt;
  if (reason?.startsWith('Reserved')) {
    return {
      message: `${thing} is throttled: its reserved concurrency is in use`,
      advice: 'Try again when other invocations have ended, or raise its reserved concurrency.',
    };
  }
  if (reason?.startsWith('Concurrent')) {
    return {
      message: `${thing} is throttled: the account's concurrency in this region is in use`,
      advice: 'Try again when other invocations have ended.',
    };
  }
  return {
    message: couldNot(attempt, `too many requests (${ownWords(reason ?? words, 'rate exceeded')})`),
    advice: 'Wait a moment, then try again.',
  };
}

function tooLarge({ words }: Refusal, attempt: Attempt): Described {
  return {
    message: couldNot(attempt, ownWords(words, 'the request is too large')),
    advice:
      'Send less: Lambda takes payloads of up to 6 MB, events of up to 1 MB, and zipped code of up to 50 MB.',
  };
}

/** Without what Lambda's JSON parser says about itself, before and in the lines after. */
function parserWords(words: string): string {
  const [first = ''] = words.split('\n');
  const reason = first.replace(/^(Could not parse (request body|payload) into json: )+/, '');
  return ownWords(reason, 'it could not be parsed');
}
