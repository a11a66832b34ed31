import type { Attempt } from './attempt.ts';
import type { Failure } from './outcome.ts';
import { ownWords } from './ownWords.ts';
import type { Refusal } from './refusal.ts';
import { functionIn, showRoleOf } from './roleFix.ts';

type Describe = (refusal: Refusal, attempt: Attempt) => Omit<Failure, 'code'>;

/**
 * Why Lambda could not get an environment for the function: its code, network, keys, file systems and
 * snapshots. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
export const surroundingFailures: Readonly<Record<string, Describe>> = {
  // --- its code
  CodeArtifactUserPending: notReady,
  CodeArtifactUserFailed: broken('the code of', 'Update its code, then invoke it again.'),
  CodeArtifactUserDeleted: (_, { thing }) => ({
    message: `the code of ${thing} has been deleted from where Lambda takes it`,
    advice: 'Update its code, then invoke it again.',
  }),
  InvalidZipFile: broken('the zip of', 'Update its code, then invoke it again.'),
  InvalidRuntime: (_, { thing }) => ({
    message: `the runtime of ${thing} is not supported any more`,
    advice: 'Update the function to a newer runtime.',
  }),
  NoPublishedVersion: (_, { thing }) => ({
    message: `${thing} has no published version`,
    advice: 'Publish a version, then invoke it.',
    fix: {
      title: 'Publish Version',
      command: 'lambdaBench.publishVersion',
      arguments: [{ name: functionIn(thing) }],
    },
  }),
  RecursiveInvocation: (_, { thing }) => ({
    message: `Lambda stopped ${thing} because it invokes itself again and again`,
    advice: 'Break the loop, or allow recursion in the configuration of the function.',
  }),

  // --- its snapshot
  SnapStartNotReady: notReady,
  SnapStart: broken('the snapshot of', 'Read its log: the code before the snapshot failed.'),
  SnapStartTimeout: broken(
    'the snapshot of',
    'Make what runs before the snapshot, or after it, faster.',
  ),
  SnapStartRegenerationFailure: broken(
    'the snapshot of',
    'Wait for Lambda to make it again, or change the configuration so that it does.',
  ),

  // --- its network
  EC2AccessDenied: (_, attempt) => ({
    message: `the role of ${attempt.thing} may not make network interfaces`,
    advice: 'Attach AWSLambdaVPCAccessExecutionRole to it.',
    fix: showRoleOf(attempt),
  }),
  EC2Throttled: notReady,
  EC2Unexpected: network('Try again; look at the VPC settings if it stays so.'),
  ENINotReady: notReady,
  ENILimitReached: (_, { thing, target: { region } }) => ({
    message: `${thing} gets no network interface: the quota in ${region} is used up`,
    advice: 'Remove functions from the VPC that need none, or ask AWS for a higher quota.',
  }),
  ResourceNotReady: (refusal, attempt) => ({
    ...notReady(refusal, attempt),
    message: `${attempt.thing} was idle for so long that its network connection is gone; Lambda is making it again`,
  }),
  SubnetIPAddressLimitReached: (_, { thing }) => ({
    message: `${thing} gets no address: its subnets have none left`,
    advice: 'Give its VPC settings a further or a larger subnet.',
  }),
  InvalidSubnetID: network('Choose subnets that exist in the VPC settings of the function.'),
  InvalidSecurityGroupID: network(
    'Choose security groups that exist in the VPC settings of the function.',
  ),

  // --- the key of its environment
  KMSAccessDenied: ({ words }, attempt) => ({
    message: `Lambda may not use the key that encrypts the environment of ${attempt.thing}: ${ownWords(words, 'access was denied')}`,
    advice: `Let the function's role use the KMS key.`,
    fix: showRoleOf(attempt),
  }),
  KMSDisabled: key('is disabled', 'Enable the KMS key.'),
  KMSInvalidState: key('cannot be used in its state', 'See whether it is being deleted.'),
  KMSNotFound: key('does not exist', 'Choose another key in the configuration of the function.'),

  // --- its file systems
  EFSIO: fileSystem('could not be read or written'),
  EFSMountConnectivity: fileSystem('cannot be reached'),
  EFSMountFailure: fileSystem('cannot be mounted'),
  EFSMountTimeout: fileSystem('could not be mounted in time'),
  S3FilesMountConnectivity: fileSystem('cannot be reached'),
  S3FilesMountFailure: fileSystem('cannot be mounted'),
  S3FilesMountTimeout: fileSystem('could not be mounted in time'),
};

function notReady({ words }: Refusal, { thing }: Attempt): Omit<Failure, 'code'> {
  return {
    message: `${thing} is not ready yet: ${ownWords(words, 'Lambda is still preparing it')}`,
    advice: 'Wait a moment, then try again.',
    cure: 'whenReady',
  };
}

function broken(what: string, advice: string): Describe {
  return ({ words }, { thing }) => ({
    message: `${what} ${thing} cannot be used: ${ownWords(words, 'Lambda does not say why')}`,
    advice,
  });
}

function network(advice: string): Describe {
  return ({ words }, { thing }) => ({
    message: `${thing} cannot be connected to its VPC: ${ownWords(words, 'EC2 does not say why')}`,
    advice,
  });
}

function key(what: string, advice: string): Describe {
  return (_, { thing }) => ({
    message: `the key that encrypts the environment of ${thing} ${what}`,
    advice,
  });
}

function fileSystem(what: string): Describe {
  return ({ words }, attempt) => ({
    message: `the file system of ${attempt.thing} ${what}: ${ownWords(words, 'no reason was given')}`,
    advice: `Check the access point, its network and security groups, and what the function's role may do with it.`,
    fix: showRoleOf(attempt),
  });
}
