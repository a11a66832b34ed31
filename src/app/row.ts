import type { AllowedActions } from '../aws/allowedActions.ts';
import type { FunctionSummary, Qualifier } from '../aws/lambdaFunction.ts';
import type { Permission } from '../aws/permission.ts';
import type { RoleSummary } from '../aws/role.ts';
import type { Trigger } from '../aws/trigger.ts';
import type { Fix } from '../errors.ts';
import type { Entry } from '../history/entry.ts';
import type { Binding } from '../payload/binding.ts';

export type ViewName = 'functions' | 'roles';

/** What stands below a function, group by group. */
export type GroupKind =
  | 'payloads'
  | 'configuration'
  | 'versions'
  | 'permissions'
  | 'triggers'
  | 'url'
  | 'environment'
  | 'tags';

/** A row of the views: data. `kind` is the row's `contextValue`. */
export type Row =
  | { readonly kind: 'function'; readonly function: FunctionSummary; readonly favourite?: true }
  /** Known by its name only, where functions cannot be listed. */
  | { readonly kind: 'namedFunction'; readonly functionName: string }
  /** Offers to name one. */
  | { readonly kind: 'addByName' }
  /** Functions that have something in common, e.g. how their names begin. */
  | {
      readonly kind: 'functionGroup';
      readonly name: string;
      readonly rows: readonly Extract<Row, { kind: 'function' }>[];
    }
  | { readonly kind: GroupKind; readonly function: FunctionSummary }
  | {
      readonly kind: 'payload';
      /** Absolute. */
      readonly path: string;
      /** Relative to its workspace folder. */
      readonly name: string;
      /** The workspace folder's name, where several are open. */
      readonly folder: string | undefined;
      readonly binding: Binding;
    }
  | { readonly kind: 'noPayload'; readonly functionName: string }
  | {
      readonly kind: 'alias' | 'version';
      readonly function: FunctionSummary;
      readonly qualifier: Qualifier;
    }
  | {
      readonly kind: 'variable';
      readonly function: FunctionSummary;
      readonly name: string;
    }
  | {
      /** Its value was asked for. */
      readonly kind: 'shownVariable';
      readonly function: FunctionSummary;
      readonly name: string;
      readonly value: string;
    }
  | { readonly kind: 'tag'; readonly key: string; readonly value: string }
  | { readonly kind: 'address'; readonly function: FunctionSummary; readonly url: string }
  | {
      /** Something to read, with nothing to do about it. */
      readonly kind: 'fact';
      readonly label: string;
      readonly value: string;
      readonly tooltip?: string;
      /** A codicon's name. */
      readonly icon?: string;
      readonly severity?: 'warning' | 'error';
    }
  | {
      readonly kind: 'permission';
      readonly function: FunctionSummary;
      readonly qualifier: string | undefined;
      readonly permission: Permission;
    }
  | {
      readonly kind: 'qualifierPermissions';
      readonly function: FunctionSummary;
      readonly qualifier: Qualifier;
    }
  | {
      readonly kind: 'trigger' | 'disabledTrigger';
      readonly function: FunctionSummary;
      readonly trigger: Trigger;
    }
  | {
      /** What the function's role lacks to read a trigger's source. */
      readonly kind: 'lack';
      readonly function: FunctionSummary;
      /** In words. */
      readonly actions: string;
      readonly missing: readonly AllowedActions[];
    }
  | { readonly kind: 'role'; readonly role: RoleSummary }
  | { readonly kind: 'trustPolicy'; readonly role: RoleSummary }
  | { readonly kind: 'roleUsers'; readonly role: RoleSummary }
  | {
      readonly kind: 'attachedPolicy';
      readonly role: RoleSummary;
      readonly policy: { readonly name: string; readonly arn: string };
    }
  | { readonly kind: 'inlinePolicy'; readonly role: RoleSummary; readonly name: string }
  | {
      readonly kind: 'more';
      readonly view: ViewName;
      /** More rows are on their way. */
      readonly isFetching: boolean;
    }
  | {
      readonly kind: 'failure';
      readonly view: ViewName;
      readonly message: string;
      /** Whose children could not be fetched; absent for the view itself. */
      readonly of?: Row;
      /** What a click does; without one it lists again. */
      readonly fix?: Fix | undefined;
    };

/** A row of the History view. */
export type HistoryRow =
  | {
      readonly kind: 'period';
      /** E.g. `Yesterday`. */
      readonly name: string;
      /** Of its invocations, newest first. */
      readonly ids: readonly string[];
    }
  | { readonly kind: 'invocation'; readonly entry: Entry }
  | { readonly kind: 'older'; readonly period: string }
  | { readonly kind: 'noHistory'; readonly message: string };
