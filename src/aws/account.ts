import type { Functions } from './lambdaFunction.ts';
import type { Logs } from './logEvent.ts';
import type { InvokeRequest, Outcome } from './outcome.ts';
import type { Permissions } from './permission.ts';
import type { Policies } from './policy.ts';
import type { Roles } from './role.ts';
import type { Target } from './target.ts';
import type { Triggers } from './trigger.ts';

/** Everything that is done with one account in one region. Failures are `UserError`s. */
export interface Account {
  readonly target: Target;
  readonly functions: Functions;
  readonly roles: Roles;
  readonly policies: Policies;
  readonly permissions: Permissions;
  readonly triggers: Triggers;
  readonly logs: Logs;
  /** What the endpoint, or who is asking, has refused so far; grows as answers come. */
  readonly limits: ReadonlyMap<Ability, string>;
  /** Who is asking: looked up once, then remembered. */
  identity(signal?: AbortSignal): Promise<Identity>;
  /** `onSending` is called before anything of the request leaves; again where it is sent without the log. */
  invoke(request: InvokeRequest, signal?: AbortSignal, onSending?: () => void): Promise<Outcome>;
  /** Hands over the parts of the answer as they come; RequestResponse and DryRun only. */
  invokeStreaming(
    request: InvokeRequest,
    onPart: (part: Uint8Array) => void,
    signal?: AbortSignal,
    onSending?: () => void,
  ): Promise<Outcome>;
  /** For many invocations, so many at a time: they share connections, and are sent once each all the same. */
  openPool(size: number): InvocationPool;
}

export interface InvocationPool {
  invoke(request: InvokeRequest, signal?: AbortSignal): Promise<Outcome>;
  close(): void;
}

/** What not every endpoint can do, nor every identity may do. */
export type Ability = 'list' | 'tail' | 'qualifier' | 'stream' | 'iam';

export interface Identity {
  readonly accountId: string;
  /** ARN of the user or of the role's session. */
  readonly arn: string;
  /** The account's alias, where there is one and it may be read. */
  readonly alias: string | undefined;
}
