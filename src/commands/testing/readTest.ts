import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PayloadTest } from '../../app/payloadTest.ts';
import type { App } from '../../app.ts';
import { messageOf, UserError } from '../../errors.ts';
import { parseExact } from '../../payload/expected/exactJson.ts';
import {
  ExpectationFault,
  type Expected,
  readExpected,
} from '../../payload/expected/expectation.ts';
import { readPayload } from '../../payload/payloadFile.ts';
import { checkSize } from '../../payload/payloadSize.ts';
import { unattended } from '../flows/unattended.ts';
import { fillVariables } from '../invoking/fillVariables.ts';

/** The bytes that are sent and what is to come back, as the files are now. Throws a `UserError`. */
export async function readTest(
  app: App,
  { payload, expected }: PayloadTest,
): Promise<{ readonly bytes: Uint8Array; readonly expected: Expected }> {
  await app.workspace.save(payload);
  await app.workspace.save(expected);
  const name = basename(payload);
  const content = await read(payload);
  const source = { path: payload, name, content };
  const { bytes } = await fillVariables(
    { ...app, prompts: unattended(app.prompts) },
    source,
    readPayload(content, name),
  );
  checkSize(bytes, 'RequestResponse', name);
  return { bytes, expected: parse(await read(expected), basename(expected)) };
}

function parse(content: Uint8Array, name: string): Expected {
  const { bytes, empty } = readPayload(content, name);
  if (empty)
    throw new UserError(`${name} is empty: write what the function is to answer, as JSON.`);
  try {
    return readExpected(parseExact(new TextDecoder().decode(bytes)));
  } catch (cause) {
    if (cause instanceof ExpectationFault) {
      throw new UserError(`${name} cannot be understood, so nothing was sent. ${cause.message}.`);
    }
    if (!(cause instanceof RangeError)) throw cause;
    throw new UserError(`${name} is nested too deep to be compared, so nothing was sent.`, {
      cause,
    });
  }
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new UserError(
      `${basename(path)} cannot be read, so nothing was sent: ${messageOf(cause)}.`,
      { cause },
    );
  }
}
