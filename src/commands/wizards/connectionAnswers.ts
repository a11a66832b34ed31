import type { Secrets } from '../../app/connection.ts';
import type {
  ConnectionDefinition,
  CredentialSource,
  CustomEndpoint,
  RoleToAssume,
} from '../../aws/connections/definition.ts';

/** What the wizard of connections asks for. */
export interface ConnectionAnswers {
  /** What the person begins with: a kind of credentials, or an endpoint that is not AWS'. */
  readonly begins: CredentialSource['kind'] | 'endpoint';
  readonly endpoint: CustomEndpoint | undefined;
  /** Whether the endpoint's certificates and its keys are settled by a preset. */
  readonly preset: boolean;
  readonly kind: CredentialSource['kind'];
  readonly profile: string;
  readonly identityPoolId: string;
  /** Undefined: a guest. */
  readonly provider: string | undefined;
  /** Of the identity pool; undefined: its default one. */
  readonly poolRole: string | undefined;
  /** What is stored with the connection. */
  readonly secrets: Secrets;
  readonly region: string | undefined;
  readonly assumesRole: boolean;
  readonly role: RoleToAssume;
  readonly protected: boolean;
  readonly name: string;
}

export function answersFrom(
  definition: ConnectionDefinition,
  secrets: Secrets,
): Partial<ConnectionAnswers> {
  const { name, credentials, endpoint, region, assumeRole } = definition;
  return {
    begins: endpoint ? 'endpoint' : credentials.kind,
    kind: credentials.kind,
    name,
    secrets,
    region,
    protected: definition.protected === true,
    assumesRole: assumeRole !== undefined,
    ...(endpoint && { endpoint }),
    ...(assumeRole && { role: assumeRole }),
    ...(credentials.kind === 'profile' && { profile: credentials.profile }),
    ...(credentials.kind === 'cognito' && {
      identityPoolId: credentials.identityPoolId,
      provider: credentials.provider,
      poolRole: credentials.roleArn,
    }),
  };
}

/** From complete answers. */
export function definitionFrom(answers: Partial<ConnectionAnswers>): ConnectionDefinition {
  const { name, begins, endpoint, region, assumesRole, role } = answers;
  if (name === undefined) throw new Error('The wizard ended without a name');
  return {
    name,
    credentials: credentialsFrom(answers),
    ...(assumesRole && role && { assumeRole: role }),
    ...(begins === 'endpoint' && endpoint && { endpoint }),
    ...(region !== undefined && { region }),
    ...(answers.protected && { protected: true }),
  };
}

function credentialsFrom(answers: Partial<ConnectionAnswers>): CredentialSource {
  const { kind, profile, identityPoolId, provider, poolRole } = answers;
  switch (kind) {
    case 'environment':
    case 'default':
    case 'accessKeys':
      return { kind };
    case 'profile':
      if (profile === undefined) throw new Error('The wizard ended without a profile');
      return { kind, profile };
    case 'cognito':
      if (identityPoolId === undefined) throw new Error('The wizard ended without a pool');
      return {
        kind,
        identityPoolId,
        ...(provider !== undefined && { provider }),
        ...(poolRole !== undefined && { roleArn: poolRole }),
      };
    default:
      throw new Error('The wizard ended without a kind of credentials');
  }
}
