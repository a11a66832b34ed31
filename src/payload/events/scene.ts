import { randomUUID } from 'node:crypto';

/** Where and when the events of new payload files are said to have happened. */
export interface Scene {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  readonly now: Date;
  /** The function that gets the event; some events name it. */
  readonly functionName: string;
  /** Another one each time. */
  uuid(): string;
}

/** Now, in the account and the region of a connection as far as they are known. */
export function sceneOf({
  accountId = '123456789012',
  region = 'us-east-1',
  functionName = 'orders',
}: {
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  readonly functionName?: string | undefined;
}): Scene {
  return {
    accountId,
    region,
    now: new Date(),
    // An ARN may stand where a name does.
    functionName: functionName.replace(/^.*:function:/, ''),
    uuid: randomUUID,
  };
}

/** ARN of a resource in the scene's account and region. */
export function arnOf(scene: Scene, service: string, resource: string): string {
  const { accountId, region } = scene;
  return `arn:${partitionOf(region)}:${service}:${region}:${accountId}:${resource}`;
}

/** ARN of a bucket, or of what is in it. */
export function bucketArn({ region }: Scene, resource: string): string {
  return `arn:${partitionOf(region)}:s3:::${resource}`;
}

/** ARN of what IAM has for the account. */
export function iamArn({ accountId, region }: Scene, resource: string): string {
  return `arn:${partitionOf(region)}:iam::${accountId}:${resource}`;
}

/** Host of a service, e.g. `sns.eu-west-1.amazonaws.com`. */
export function hostOf({ region }: Scene, name: string): string {
  return `${name}.${region}.amazonaws.com${partitionOf(region) === 'aws-cn' ? '.cn' : ''}`;
}

/** Another one each time, of up to 32 characters. */
export function hex(scene: Scene, length: number): string {
  return scene.uuid().replaceAll('-', '').slice(0, length);
}

/** Base64 of something that is another one each time. */
export function token(scene: Scene): string {
  return base64(scene.uuid() + scene.uuid());
}

export function base64(content: string | Uint8Array): string {
  return Buffer.from(content).toString('base64');
}

/** ISO 8601 without milliseconds, as EventBridge has it. */
export function wholeSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** What API Gateway and function URLs write: `26/Nov/2026:09:30:00 +0000`. */
export function requestTime(date: Date): string {
  const [, day, month, year, time] = /, (\d+) (\w+) (\d+) (\S+)/.exec(date.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

/** What the events tell of. */
export const order = { id: 'order-1001', item: 'tea', quantity: 3 };

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
