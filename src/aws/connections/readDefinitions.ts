import type {
  ConnectionDefinition,
  CredentialSource,
  CustomEndpoint,
  RoleToAssume,
} from './definition.ts';
import {
  connectionNameProblem,
  endpointUrlProblem,
  externalIdProblem,
  identityPoolProblem,
  mfaSerialProblem,
  regionProblem,
  roleArnProblem,
  sessionDurationProblem,
  sessionNameProblem,
} from './names.ts';

/**
 * Reads the value of `lambdaBench.connections`. A connection with a fault is left out; the faults are
 * whole sentences that name it. Values are never repeated: a secret may have been put there by mistake.
 */
export function readDefinitions(setting: unknown): {
  readonly definitions: readonly ConnectionDefinition[];
  readonly faults: readonly string[];
} {
  if (setting === undefined || setting === null) return { definitions: [], faults: [] };
  if (!Array.isArray(setting)) {
    return { definitions: [], faults: ['lambdaBench.connections is not a list of connections.'] };
  }
  const definitions: ConnectionDefinition[] = [];
  const faults: string[] = [];
  setting.forEach((value: unknown, index) => {
    const reader = new Reader(`Connection ${index + 1}`, faults);
    const definition = reader.definition(value);
    if (definition === undefined) return;
    if (definitions.some(({ name }) => name === definition.name)) {
      faults.push(`${reader.who} has the name of another one.`);
    } else definitions.push(definition);
  });
  return { definitions, faults };
}

type Check = (value: string) => string | undefined;

class Reader {
  who: string;
  private readonly faults: string[];

  constructor(who: string, faults: string[]) {
    this.who = who;
    this.faults = faults;
  }

  definition(value: unknown): ConnectionDefinition | undefined {
    const before = this.faults.length;
    const fields = this.object('the connection', value, [
      ...['name', 'credentials', 'assumeRole', 'endpoint', 'region', 'protected', 'history'],
    ]);
    const name = this.text(fields, 'name', connectionNameProblem);
    if (name === undefined) {
      if (this.faults.length === before) this.need(fields, 'name');
      return undefined;
    }
    this.who = `The connection ${name}`;
    const credentials = this.credentials(fields['credentials']);
    const assumeRole = this.role(fields['assumeRole']);
    const endpoint = this.endpoint(fields['endpoint']);
    const region = this.text(fields, 'region', regionProblem);
    const isProtected = this.flag(fields, 'protected');
    const history = this.flag(fields, 'history');
    if (credentials === undefined || this.faults.length > before) return undefined;
    return {
      name,
      credentials,
      ...(assumeRole && { assumeRole }),
      ...(endpoint && { endpoint }),
      ...(region !== undefined && { region }),
      ...(isProtected !== undefined && { protected: isProtected }),
      ...(history !== undefined && { history }),
    };
  }

  private credentials(value: unknown): CredentialSource | undefined {
    const kind: unknown = Object(value)['kind'];
    switch (kind) {
      case 'environment':
      case 'default':
      case 'accessKeys':
        this.object('credentials', value, ['kind']);
        return { kind };
      case 'profile': {
        const fields = this.object('credentials', value, ['kind', 'profile']);
        this.need(fields, 'profile');
        const profile = this.text(fields, 'profile');
        return profile === undefined ? undefined : { kind, profile };
      }
      case 'cognito': {
        const names = ['kind', 'identityPoolId', 'provider', 'roleArn'];
        const fields = this.object('credentials', value, names);
        this.need(fields, 'identityPoolId');
        const identityPoolId = this.text(fields, 'identityPoolId', identityPoolProblem);
        const provider = this.text(fields, 'provider');
        const roleArn = this.text(fields, 'roleArn', roleArnProblem);
        return identityPoolId === undefined
          ? undefined
          : { kind, identityPoolId, ...(provider && { provider }), ...(roleArn && { roleArn }) };
      }
      default:
        this.fault(
          'has no known kind of credentials: profile, environment, default, cognito or accessKeys',
        );
        return undefined;
    }
  }

  private role(value: unknown): RoleToAssume | undefined {
    if (value === undefined) return undefined;
    const names = ['roleArn', 'externalId', 'sessionName', 'duration', 'mfaSerial'];
    const fields = this.object('assumeRole', value, names);
    this.need(fields, 'roleArn');
    const roleArn = this.text(fields, 'roleArn', roleArnProblem);
    const externalId = this.text(fields, 'externalId', externalIdProblem);
    const sessionName = this.text(fields, 'sessionName', sessionNameProblem);
    const mfaSerial = this.text(fields, 'mfaSerial', mfaSerialProblem);
    const duration = fields['duration'];
    if (duration !== undefined) {
      const problem = sessionDurationProblem(typeof duration === 'number' ? String(duration) : '');
      if (problem) this.fault(`has a wrong duration: ${problem}`);
    }
    return roleArn === undefined
      ? undefined
      : {
          roleArn,
          ...(externalId && { externalId }),
          ...(sessionName && { sessionName }),
          ...(typeof duration === 'number' && { duration }),
          ...(mfaSerial && { mfaSerial }),
        };
  }

  private endpoint(value: unknown): CustomEndpoint | undefined {
    if (value === undefined) return undefined;
    const fields = this.object('endpoint', value, ['url', 'caFile', 'allowHttp']);
    this.need(fields, 'url');
    const url = this.text(fields, 'url', endpointUrlProblem);
    const caFile = this.text(fields, 'caFile');
    const allowHttp = this.flag(fields, 'allowHttp');
    return url === undefined
      ? undefined
      : { url, ...(caFile && { caFile }), ...(allowHttp !== undefined && { allowHttp }) };
  }

  /** Only known names are repeated. */
  private object(what: string, value: unknown, known: readonly string[]): Record<string, unknown> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.fault(`is wrong: ${what} is not an object`);
      return {};
    }
    if (Object.keys(value).some((key) => !known.includes(key))) {
      this.fault(
        `has a member of ${what} that is not one of ${known.join(', ')}; secrets do not belong into settings`,
      );
    }
    return Object.fromEntries(Object.entries(value));
  }

  private need(fields: Record<string, unknown>, name: string): void {
    if (fields[name] === undefined) this.fault(`lacks ${name}`);
  }

  private text(fields: Record<string, unknown>, name: string, check?: Check): string | undefined {
    const value = fields[name];
    if (value === undefined) return undefined;
    if (typeof value !== 'string' || value === '') {
      this.fault(`has a ${name} that is not a text`);
      return undefined;
    }
    const problem = check?.(value);
    if (problem) this.fault(`has a wrong ${name}: ${problem}`);
    return problem ? undefined : value;
  }

  private flag(fields: Record<string, unknown>, name: string): boolean | undefined {
    const value = fields[name];
    if (value === undefined || typeof value === 'boolean') return value;
    this.fault(`has a ${name} that is neither true nor false`);
    return undefined;
  }

  /** A problem that ends in a full stop keeps its own. */
  private fault(text: string): void {
    this.faults.push(`${this.who} ${text.replace(/\.$/, '')}.`);
  }
}
