import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { writeDurably } from './files.ts';
import { readOrSetAside } from './setAside.ts';

/** What stays the same over restarts. */
export interface Identity {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of the last time; 0 when there was none. */
  readonly port: number;
}

/** Reads the account's identity, or makes one. */
export function readIdentity(folder: string, accountId: string | undefined): Identity {
  const kept = readOrSetAside(join(folder, fileName), checked);
  return {
    accountId: accountId ?? kept?.accountId ?? '000000000000',
    accessKeyId: kept?.accessKeyId ?? newAccessKeyId(),
    secretAccessKey: kept?.secretAccessKey ?? newSecretAccessKey(),
    port: kept?.port ?? 0,
  };
}

export async function writeIdentity(folder: string, identity: Identity): Promise<void> {
  await writeDurably(join(folder, fileName), `${JSON.stringify(identity, undefined, 2)}\n`);
}

const fileName = 'account.json';

function checked(value: unknown): Identity {
  const { accountId, accessKeyId, secretAccessKey, port }: Record<string, unknown> = Object(value);
  const whole =
    typeof accountId === 'string' &&
    typeof accessKeyId === 'string' &&
    typeof secretAccessKey === 'string' &&
    typeof port === 'number';
  if (!whole) throw new Error('it does not hold an account with its keys');
  return { accountId, accessKeyId, secretAccessKey, port };
}

function newAccessKeyId(): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const random = Array.from({ length: 16 }, () => letters[randomInt(letters.length)]);
  return `AKIA${random.join('')}`;
}

function newSecretAccessKey(): string {
  return randomBytes(30).toString('base64');
}
