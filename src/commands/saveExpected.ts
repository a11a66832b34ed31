import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { App } from '../app.ts';
import { messageOf, UserError } from '../errors.ts';
import { isObject, type Json, layOut, parseExact } from '../payload/expected/exactJson.ts';
import { exactly } from '../payload/expected/notation.ts';
import { findResponse } from './flows/finishedResponse.ts';
import { recallTarget } from './flows/recallInvocation.ts';
import { expectedPath } from './testing/testPaths.ts';

/** Writes an answer, the last or one of the history, beside its payload file as what a test expects; of an error, its type and message. */
export async function saveExpected(
  app: Pick<App, 'history' | 'invocations' | 'prompts' | 'show' | 'state' | 'workspace'>,
  target?: unknown,
): Promise<void> {
  const { request, outcome } = findResponse(app, (await recallTarget(app, target)).id);
  if (request.path === undefined) {
    throw new UserError(
      'This response is not of a payload file, so there is nothing to put a test beside. Invoke a payload file, then save its response.',
    );
  }
  const { payload, functionError, stream } = outcome;
  if (stream?.file !== undefined || stream?.notKept !== undefined) {
    throw new UserError('This response is too large to make a test of: it is kept in part only.');
  }
  const failed = stream?.errorDetails !== undefined || functionError !== undefined;
  const answer = stream?.errorDetails === undefined ? payload : Buffer.from(stream.errorDetails);
  const text = layOut(expectationOf(answer, failed));
  const path = expectedPath(request.path);
  const name = basename(path);
  if (existsSync(path)) {
    await app.prompts.confirm({
      message: `${name} is there already. Replace it?`,
      detail: 'What it says of "any", "one of", "matches" and the rest is lost.',
      action: 'Replace',
    });
  }
  try {
    await writeFile(path, `${text}\n`);
  } catch (cause) {
    throw new UserError(`${name} could not be written: ${messageOf(cause)}.`, { cause });
  }
  await app.show.file(path);
}

function expectationOf(payload: Uint8Array, failed: boolean): Json {
  const value = parse(payload);
  if (!failed) return exactly(value);
  if (!isObject(value)) return { $error: exactly(value) };
  const { errorType, errorMessage } = value;
  return {
    $error: {
      ...(errorType === undefined ? {} : { errorType: exactly(errorType) }),
      ...(errorMessage === undefined ? {} : { errorMessage: exactly(errorMessage) }),
    },
  };
}

function parse(payload: Uint8Array): Json {
  try {
    return parseExact(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch (cause) {
    throw new UserError(
      'This response is not JSON, or nested too deep, so no test can be made of it. Compare Response with File… still shows what is different.',
      { cause },
    );
  }
}
