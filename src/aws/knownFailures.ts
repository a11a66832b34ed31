import type { Failure } from './account.ts';
import type { Attempt } from './attempt.ts';
import { isPending, refusesLogTail } from './provablyNotStarted.ts';
import type { Refusal } from './refusal.ts';

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
        }
      : {
          message: `${thing} does not exist in ${region}`,
          advice:
            'Check the name, the version or alias, and the region; refresh the list of functions.',
          fix: { title: 'Refresh Functions', command: 'lambdaBench.refreshFunctions' },
        },
  NoSuchEntity: ({ words }, { doing }) => ({
    message: `could not ${doing}: ${sentence(words, 'it does not exist')}`,
    advice: 'Refresh the list of roles: it may have been deleted.',
    fix: { title: 'Refresh Roles', command: 'lambdaBench.refreshRoles' },
  }),
  EntityAlreadyExists: (_, { thing }) => ({
    message: `${thing} exists already in this account`,
    advice: 'Choose another name.',
  }),
  ResourceConflict: (refusal, { thing, doing, target: { region } }) => {
    const { words } = refusal;
    if (words.startsWith('Function already exist')) {
      return {
        message: `${thing} exists already in ${region}`,
        advice: 'Choose another name, or update the code of the function that is there.',
      };
    }
    if (isPending(refusal)) {
      return {
        message: `${thing} is not ready yet: Lambda is still preparing it`,
        advice: 'Wait a few seconds, then try again.',
      };
    }
    if (/update is in progress|cannot be performed at this time/.test(words)) {
      return {
        message: `could not ${doing}: another change of ${thing} is in progress`,
        advice: 'Wait a few seconds, then try again.',
      };
    }
    return undefined;
  },
  DeleteConflict: ({ words }, { thing }) => ({
    message: `${thing} cannot be deleted: ${sentence(words, 'something is still on it')}`,
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
  LimitExceeded: ({ words }, { doing }) => ({
    message: `could not ${doing}: ${sentence(words, 'a quota of the account is used up')}`,
    advice: 'Delete what is not needed, or ask AWS for a higher quota.',
  }),
  CodeStorageExceeded: (_, { doing }) => ({
    message: `could not ${doing}: the account's storage for code in this region is full`,
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
  InvalidParameterValue: (refusal, { thing, role }) => {
    if (cannotAssumeRole(refusal)) {
      return {
        message: `Lambda cannot assume the role ${role ?? `of ${thing}`}`,
        advice: 'Check that the role exists and that its trust policy names lambda.amazonaws.com.',
      };
    }
    if (lacksRolePermissions(refusal)) {
      return {
        message: `the role ${role ?? `of ${thing}`} lacks a permission: ${sentence(refusal.words, '')}`,
        advice: 'Attach a policy with this permission to the role.',
      };
    }
    if (refusesLogTail(refusal)) {
      return { message: `${thing} refuses to send its log`, advice: 'Invoke it without the log.' };
    }
    return undefined;
  },
  MalformedPolicyDocument: ({ words }) => ({
    message: `IAM does not accept the policy: ${sentence(words, 'it is malformed')}`,
    advice: 'Correct the policy document.',
  }),

  // --- the function's state and surroundings
  CodeArtifactUserPending: notReady,
  SnapStartNotReady: notReady,
  EC2Throttled: notReady,
  ENINotReady: notReady,
  ResourceNotReady: notReady,
  NoPublishedVersion: (_, { thing }) => ({
    message: `${thing} has no published version`,
    advice: 'Publish a version, then invoke it.',
  }),
  RecursiveInvocation: (_, { thing }) => ({
    message: `Lambda stopped ${thing} because it invokes itself again and again`,
    advice: 'Break the loop, or allow recursion in the configuration of the function.',
  }),
  ModeNotSupported: (_, { thing }) => ({
    message: `${thing} cannot be invoked in this mode`,
    advice: 'Choose another invocation type.',
  }),
  KMSAccessDenied: ({ words }, { thing }) => ({
    message: `Lambda may not use the key that encrypts the environment of ${thing}: ${sentence(words, 'access was denied')}`,
    advice: `Let the function's role use the KMS key.`,
  }),
  KMSDisabled: (_, { thing }) => ({
    message: `the key that encrypts the environment of ${thing} is disabled`,
    advice: 'Enable the KMS key.',
  }),
  InvalidRuntime: (_, { thing }) => ({
    message: `the runtime of ${thing} is not supported any more`,
    advice: 'Update the function to a newer runtime.',
  }),
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

function accessDenied({ words }: Refusal, { doing, thing, action }: Attempt): Described {
  if (words.startsWith('Cross-account pass role')) {
    return {
      message: `could not ${doing}: the role belongs to another account`,
      advice: 'Choose a role of this account.',
    };
  }
  // The words may be empty.
  const missing = /not authorized to perform: ([\w-]+:\w+)/.exec(words)?.[1] ?? action;
  const denied = /explicit deny in ([^:]+?)\.?$/.exec(words)?.[1];
  return {
    message: `you may not ${doing}: ${missing} is not allowed on ${thing}${denied ? `, by an explicit deny in ${denied}` : ''}`,
    advice: denied
      ? `Ask the account's administrator.`
      : `Ask the account's administrator for ${missing}, or select another connection.`,
  };
}

function throttled({ reason, words }: Refusal, { doing, thing }: Attempt): Described {
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
    message: `could not ${doing}: too many requests (${sentence(reason ?? words, 'rate exceeded')})`,
    advice: 'Wait a moment, then try again.',
  };
}

function tooLarge({ words }: Refusal, { doing }: Attempt): Described {
  return {
    message: `could not ${doing}: ${sentence(words, 'the request is too large')}`,
    advice:
      'Send less: Lambda takes payloads of up to 6 MB, events of up to 1 MB, and zipped code of up to 50 MB.',
  };
}

function notReady({ words }: Refusal, { thing }: Attempt): Described {
  return {
    message: `${thing} is not ready yet: ${sentence(words, 'Lambda is still preparing it')}`,
    advice: 'Wait a moment, then try again.',
  };
}

/** The service's words as a part of a sentence. */
function sentence(words: string, otherwise: string): string {
  return words.trim().replace(/\.$/, '') || otherwise;
}

/** Without what Lambda's JSON parser says about itself, before and in the lines after. */
function parserWords(words: string): string {
  const [first = ''] = words.split('\n');
  const reason = first.replace(/^(Could not parse (request body|payload) into json: )+/, '');
  return sentence(reason, 'it could not be parsed');
}
