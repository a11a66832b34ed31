/** The parts of an Amazon Resource Name; any may hold wildcards or be empty but the service. */
export interface Arn {
  /** `aws`, `aws-cn`, `aws-us-gov`… */
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All behind the fifth colon. */
  readonly resource: string;
}

/** Undefined for what is no ARN. */
export function parseArn(text: string): Arn | undefined {
  const found = /^arn:([^:\s]+):([^:\s]+):([^:\s]*):([^:\s]*):(\S(?:.*\S)?)$/.exec(text);
  if (!found) return undefined;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = found;
  return { partition, service, region, account, resource };
}

/** Of the role's or function's own ARN, so that policies name things of its partition and account. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Where an ARN leads; `region` for the global services, whose ARNs have none. */
export function placeOf(arn: string, region: string): Place {
  const parsed = parseArn(arn);
  return {
    partition: parsed?.partition ?? 'aws',
    region: parsed?.region || region,
    account: parsed?.account || '*',
  };
}

/** Where a connection is; its account is `*` while it is not known. */
export function placeIn(region: string, account: string | undefined): Place {
  const [, partition = 'aws'] = partitions.find(([prefix]) => region.startsWith(prefix)) ?? [];
  return { partition, region, account: account ?? '*' };
}

/** By how the names of their regions begin. */
const partitions = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-isob-', 'aws-iso-b'],
  ['us-iso-', 'aws-iso'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
] as const;

/** The last part of a path or of a list with colons, e.g. a role's or a queue's name. */
export function nameInArn(arn: string): string {
  return (parseArn(arn)?.resource ?? arn).split(/[:/]/).at(-1) ?? arn;
}
