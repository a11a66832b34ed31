import { lstatSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from './store/files.ts';
import { setAside } from './store/setAside.ts';

/** What a client needs to know to use the endpoint. */
export interface Address {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Tells other programs of this user where the data folder is served, as long as it is. */
export async function writeAddressFile(folder: string, port: number, address: Address) {
  const content = { version: 1, pid: process.pid, port, ...address };
  const path = join(folder, fileName);
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) setAside(path, 'it is a folder');
  await writeDurably(path, `${JSON.stringify(content, undefined, 2)}\n`);
}

/** Removes it, unless it is another process' by now. */
export function removeAddressFile(folder: string): void {
  const path = join(folder, fileName);
  try {
    const found: { pid?: unknown } = Object(JSON.parse(readFileSync(path, 'utf8')));
    if (found.pid === process.pid) rmSync(path, { force: true });
  } catch {
    // It is gone, or no longer ours to judge.
  }
}

const fileName = 'endpoint.json';
