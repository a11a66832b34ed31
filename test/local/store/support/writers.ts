import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  TagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { lambdaTrust, type localClients } from '../../../support/localClients.ts';

type Clients = ReturnType<typeof localClients>;

/** What is known of a thing: texts by the member that holds them; undefined when it is not there. */
type State = Readonly<Record<string, string>> | undefined;

/** A change: what it sends, and how the thing is when it has been made. */
interface Change {
  readonly send: (clients: Clients) => Promise<unknown>;
  readonly after: State;
}

/** Changes one thing again and again, and knows how it must be: as acknowledged, or one change on. */
export abstract class Writer {
  readonly name: string;
  acknowledged = 0;
  #state: State;
  /** What came of the change that nobody answered. */
  #perhaps: { readonly after: State } | undefined;

  constructor(name: string) {
    this.name = name;
  }

  /** Makes one change; false when the endpoint is gone. */
  async write(clients: Clients): Promise<boolean> {
    const change = pick(this.changes(this.#state, String(this.acknowledged)));
    try {
      await change.send(clients);
    } catch (error) {
      const refused = Object(error).$metadata?.httpStatusCode !== undefined;
      if (!refused) this.#perhaps = { after: change.after };
      else assert.equal(Object(error).name, 'ResourceConflictException', String(error));
      return refused;
    }
    this.#state = change.after;
    this.acknowledged += 1;
    return true;
  }

  async check(clients: Clients): Promise<void> {
    const found = await this.read(clients).catch((error: unknown) => {
      if (/^(NoSuchEntity|ResourceNotFound)/.test(Object(error).name)) return undefined;
      throw error;
    });
    const perhaps = this.#perhaps;
    this.#perhaps = undefined;
    if (perhaps !== undefined && JSON.stringify(found) === JSON.stringify(perhaps.after)) {
      this.#state = found;
    }
    assert.deepEqual(found, this.#state, this.name);
  }

  protected abstract changes(state: State, text: string): readonly Change[];
  /** Rejects when the thing is not there. */
  protected abstract read(clients: Clients): Promise<State>;
}

export class RoleWriter extends Writer {
  protected changes(state: State, text: string): readonly Change[] {
    const RoleName = this.name;
    const named = { RoleName, PolicyName: 'inline' };
    const PolicyDocument = policy(text);
    if (state === undefined) {
      const role = { RoleName, Description: text, AssumeRolePolicyDocument: lambdaTrust };
      const after = { description: text, tag: '', policy: '' };
      return [{ send: ({ iam }) => iam.send(new CreateRoleCommand(role)), after }];
    }
    return [
      {
        send: ({ iam }) => iam.send(new UpdateRoleCommand({ RoleName, Description: text })),
        after: { ...state, description: text },
      },
      {
        send: ({ iam }) =>
          iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'k', Value: text }] })),
        after: { ...state, tag: text },
      },
      {
        send: ({ iam }) => iam.send(new PutRolePolicyCommand({ ...named, PolicyDocument })),
        after: { ...state, policy: PolicyDocument },
      },
      state['policy'] === ''
        ? { send: ({ iam }) => iam.send(new DeleteRoleCommand({ RoleName })), after: undefined }
        : {
            send: ({ iam }) => iam.send(new DeleteRolePolicyCommand(named)),
            after: { ...state, policy: '' },
          },
    ];
  }

  protected async read({ iam }: Clients): Promise<State> {
    const RoleName = this.name;
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    const inline = await iam
      .send(new GetRolePolicyCommand({ RoleName, PolicyName: 'inline' }))
      .catch(() => undefined);
    return {
      description: Role?.Description ?? '',
      tag: Role?.Tags?.[0]?.Value ?? '',
      policy: decodeURIComponent(inline?.PolicyDocument ?? ''),
    };
  }
}

/** All of them share two packages, so that one is let go of while another takes it up. */
export class FunctionWriter extends Writer {
  protected changes(state: State, text: string): readonly Change[] {
    const FunctionName = this.name;
    const ZipFile = pick(packages);
    const code = sha256(ZipFile);
    if (state === undefined) {
      const command = new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/runner',
        Description: text,
        Code: { ZipFile },
      });
      const after = { description: text, tag: '', code, downloaded: code };
      return [{ send: ({ lambda }) => lambda.send(command), after }];
    }
    const Resource = `arn:aws:lambda:us-east-1:000000000000:function:${FunctionName}`;
    return [
      {
        send: ({ lambda }) =>
          lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description: text })),
        after: { ...state, description: text },
      },
      {
        send: ({ lambda }) => lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile })),
        after: { ...state, code, downloaded: code },
      },
      {
        send: ({ lambda }) => lambda.send(new TagResourceCommand({ Resource, Tags: { k: text } })),
        after: { ...state, tag: text },
      },
      {
        send: ({ lambda }) => lambda.send(new DeleteFunctionCommand({ FunctionName })),
        after: undefined,
      },
    ];
  }

  protected async read({ lambda }: Clients): Promise<State> {
    const { Configuration, Tags, Code } = await lambda.send(
      new GetFunctionCommand({ FunctionName: this.name }),
    );
    const zip = await fetch(Code?.Location ?? '');
    return {
      description: Configuration?.Description ?? '',
      tag: Tags?.['k'] ?? '',
      code: Configuration?.CodeSha256 ?? '',
      downloaded: sha256(new Uint8Array(await zip.arrayBuffer())),
    };
  }
}

const packages = ['1', '2'].map((text) =>
  zipSync({ 'index.js': strToU8(`exports.handler = async () => ${text}`) }),
);

function policy(text: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: `S${text}`, Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
  });
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('base64');
}

function pick<T>(items: readonly T[]): T {
  const item = items[Math.floor(Math.random() * items.length)];
  assert.ok(item !== undefined);
  return item;
}
