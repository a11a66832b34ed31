import { parseArn } from './arn.ts';

/** What a role was refused, by AWS' own words. */
export interface MissingPermission {
  /** The role's name. */
  readonly role: string;
  /** Twelve digits. */
  readonly account: string;
  readonly action: string;
  /** Undefined where AWS does not name it. */
  readonly resource: string | undefined;
  /** What an allowing policy on the role cannot change, e.g. `an explicit deny in a service control policy`. */
  readonly beyond: string | undefined;
}

/**
 * From `User: arn:aws:sts::1:assumed-role/R/S is not authorized to perform: s3:GetObject on resource:
 * arn:… because no identity-based policy allows the s3:GetObject action`, with whatever around it.
 */
export function missingPermission(message: string): MissingPermission | undefined {
  const found =
    /User: (arn:[^\s:]+:sts::(\d{12}):assumed-role\/([^/\s]+)\/\S*) is not authorized to perform: ([\w-]+:\w+)(?: on resource: "?([^\s"]+)"?)?(?: (with an explicit deny|because no) ([^.\n]*))?/.exec(
      message,
    );
  if (!found) return undefined;
  const [, , account = '', role = '', action = '', named, how, why = ''] = found;
  const resource = named?.replace(/[.,;]$/, '');
  return {
    role,
    account,
    action,
    resource:
      resource !== undefined && (resource === '*' || parseArn(resource)) ? resource : undefined,
    beyond: beyondRole(how, why),
  };
}

/** An allow on the role helps where none is there yet, not against a deny or a bound. */
function beyondRole(how: string | undefined, why: string): string | undefined {
  if (how === 'with an explicit deny') return `an explicit deny ${why}`.trim();
  if (/^(service control|permissions boundary|session|VPC endpoint|resource control)/i.test(why)) {
    return `the ${/^(.*?) (?:policy )?allows/.exec(why)?.[1] ?? why}, which does not allow it`;
  }
  return undefined;
}
