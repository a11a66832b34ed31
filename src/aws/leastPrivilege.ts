import { parseArn } from './arn.ts';
import type { Access, Need } from './need.ts';

/** One need of a function: how it uses the service, and on which resources. */
export interface ChosenNeed {
  readonly need: Need;
  readonly access: readonly Access[];
  /** ARNs, with wildcards where they are meant; not looked at where the need names none. */
  readonly resources: readonly string[];
}

/** Allows what is needed on what is named, a statement each, and nothing else. */
export function leastPrivilegePolicy(chosen: readonly ChosenNeed[]): string {
  const Statement = chosen.flatMap(statementsFor);
  return `${JSON.stringify({ Version: '2012-10-17', Statement }, undefined, 2)}\n`;
}

/** Whether its actions are allowed on resources that are named, rather than on all there are. */
export function namesResources(need: Need): boolean {
  return need.resources({ partition: 'aws', region: '', account: '' }).length > 0;
}

/** What is wrong with the resources of a need, as they are typed: ARNs, separated by commas or blanks. */
export function resourcesProblem(need: Need, text: string): string | undefined {
  const found = resourcesIn(text);
  const [example = ''] = need.resources({
    partition: 'aws',
    region: 'us-east-1',
    account: '123456789012',
  });
  if (found.length === 0) return `Name what it may use, e.g. ${example}, or * for all.`;
  const wrong = found.find((each) => each !== '*' && parseArn(each)?.service !== need.service);
  return wrong === undefined ? undefined : `${wrong} is no ARN of ${need.label}, e.g. ${example}`;
}

export function resourcesIn(text: string): string[] {
  return text.split(/[,\s]+/).filter((each) => each !== '');
}

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

function statementsFor({ need, access, resources }: ChosenNeed): Statement[] {
  const { id, actions, service } = need;
  const all: readonly string[] =
    'read' in actions ? access.flatMap((one) => actions[one]) : actions;
  const sid = id.charAt(0).toUpperCase() + id.slice(1);
  if (!namesResources(need)) return [allow(sid, all, ['*'])];
  if (service !== 's3') return [allow(sid, all, resources)];
  // Listing is asked of the bucket itself, all else of what is in it.
  const listing = all.filter((action) => action === 's3:ListBucket');
  const others = all.filter((action) => action !== 's3:ListBucket');
  return [
    ...(others.length > 0 ? [allow(sid, others, objectsOf(resources))] : []),
    ...(listing.length > 0 ? [allow(`${sid}List`, listing, bucketsOf(resources))] : []),
  ];
}

function allow(Sid: string, Action: readonly string[], resources: readonly string[]): Statement {
  return { Sid, Effect: 'Allow', Action: oneOrList(Action), Resource: oneOrList(resources) };
}

/** Who names a bucket alone means what is in it. */
function objectsOf(resources: readonly string[]): readonly string[] {
  const isBucket = (arn: string) => arn !== '*' && !arn.includes('/');
  const objects = resources.filter((arn) => !isBucket(arn));
  const alone = resources.filter(
    (arn) => isBucket(arn) && !objects.some((object) => object.startsWith(`${arn}/`)),
  );
  return [...objects, ...alone.map((arn) => `${arn}/*`)];
}

function bucketsOf(resources: readonly string[]): readonly string[] {
  return [...new Set(resources.map((arn) => arn.replace(/\/.*$/, '')))];
}

function oneOrList(list: readonly string[]): string | readonly string[] {
  const [only, ...more] = list;
  return only !== undefined && more.length === 0 ? only : list;
}
