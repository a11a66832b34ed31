import { UserError } from '../../errors.ts';
import type { Renewal } from '../target.ts';
import type { ConnectionDefinition } from './definition.ts';
import { configuredEndpoint, type ServiceName } from './endpoints.ts';
import { endpointUrlProblem } from './names.ts';
import type { Section, SharedFiles } from './profiles.ts';
import { renewalOf } from './renewal.ts';

/** Where a connection leads, by its definition, the shared files and the environment. */
export interface Place {
  /** The profile whose settings are in force. */
  readonly profileName: string | undefined;
  readonly region: string;
  /** Base URL of a service; undefined means AWS' own. */
  endpoint(service: ServiceName): string | undefined;
  /** As far as names and ARNs say it. */
  readonly accountId: string | undefined;
  readonly renewal: Renewal;
}

/** Throws a `UserError` when there is no such profile or no region. */
export function placeOf(
  definition: ConnectionDefinition,
  files: SharedFiles,
  environment: NodeJS.ProcessEnv,
): Place {
  const { name, credentials, assumeRole } = definition;
  const profileName = profileOf(definition, environment);
  const profile = profileName === undefined ? undefined : files.profile(profileName);
  if (credentials.kind === 'profile' && !profile) {
    throw new UserError(
      `The connection ${name} takes the profile ${credentials.profile}, which is in neither AWS' config file nor its credentials file. Add it there, or choose another profile.`,
    );
  }
  const services = profile?.['services'];
  if (services && !files.section('services', services)) {
    throw new UserError(
      `The profile ${profileName} names the services section ${services}, which is not in the config file of AWS. Correct it there.`,
    );
  }
  const region = definition.region ?? regionOf(definition, profile, environment);
  if (!region) {
    throw new UserError(
      `The connection ${name} has no region. Choose one for it${profileName ? `, or set region in the profile ${profileName}` : ''}.`,
      { fix: { title: 'Change Region', command: 'lambdaBench.changeRegion' } },
    );
  }
  const custom = definition.endpoint?.url;
  return {
    profileName: profile && profileName,
    region,
    endpoint: (service) =>
      custom ??
      checked(configuredEndpoint(service, profile, files, environment), name, profileName),
    accountId: assumeRole
      ? accountIn(assumeRole.roleArn)
      : credentials.kind === 'cognito'
        ? accountIn(credentials.roleArn)
        : accountOfProfile(profile),
    renewal: renewalOf(definition, profileName, files),
  };
}

function checked(
  url: string | undefined,
  connection: string,
  profileName: string | undefined,
): string | undefined {
  const problem = url === undefined ? undefined : endpointUrlProblem(url);
  if (problem === undefined) return url;
  throw new UserError(
    `The connection ${connection} has a wrong endpoint, by AWS_ENDPOINT_URL or its like${profileName === undefined ? '' : `, or by the profile ${profileName}`}: ${problem}`,
  );
}

/** What the profile itself says; undefined for one whose credentials tell. */
export function accountOfProfile(profile: Section | undefined): string | undefined {
  return (
    accountIn(profile?.['role_arn']) ??
    profile?.['sso_account_id'] ??
    profile?.['aws_account_id'] ??
    accountIn(profile?.['login_session'])
  );
}

/** Settings that hold for all tools come from the default profile where no other is named. */
function profileOf(
  { credentials }: ConnectionDefinition,
  environment: NodeJS.ProcessEnv,
): string | undefined {
  switch (credentials.kind) {
    case 'profile':
      return credentials.profile;
    case 'environment':
    case 'default':
      return environment['AWS_PROFILE'] || 'default';
    default:
      return undefined;
  }
}

function regionOf(
  { credentials }: ConnectionDefinition,
  profile: Section | undefined,
  environment: NodeJS.ProcessEnv,
): string | undefined {
  const ofEnvironment = environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'];
  switch (credentials.kind) {
    case 'profile':
      return profile?.['region'] ?? ofEnvironment;
    case 'environment':
    case 'default':
      return ofEnvironment ?? profile?.['region'];
    case 'cognito':
      return credentials.identityPoolId.split(':')[0];
    case 'accessKeys':
      return undefined;
  }
}

function accountIn(arn: string | undefined): string | undefined {
  return /^arn:aws[\w-]*:\w+::(\d{12}):/.exec(arn ?? '')?.[1];
}
