import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import { readContent } from '../payload/content.ts';

/** Opens an answer whole, as a document: the one with the number, else the last. */
export async function openResponse(
  app: Pick<App, 'invocations' | 'show'>,
  id?: unknown,
): Promise<void> {
  const finished = app.invocations.finished(typeof id === 'number' ? id : undefined);
  if (!finished) {
    throw new UserError(
      typeof id === 'number'
        ? `Response #${id} is no longer kept: only the last ten of this window are. Invoke again to see it.`
        : 'There is no response yet. Open a payload file and run Invoke Payload File.',
    );
  }
  const { request, outcome } = finished;
  if (outcome.kind !== 'answered' || outcome.payload.length === 0) {
    throw new UserError(
      `This invocation of ${request.functionName} brought no response to open. The output panel says how it ended.`,
    );
  }
  const { kind, text, cut } = readContent(outcome.payload, most);
  if (kind === 'binary') {
    throw new UserError(
      `The response of ${request.functionName} is not text but ${outcome.payload.length} bytes of binary data.`,
    );
  }
  await app.show.response(
    `${request.functionName} response.${kind === 'JSON' ? 'json' : 'txt'}`,
    cut ? new TextDecoder().decode(outcome.payload) : text,
  );
}

/** Characters that VS Code opens with all its features; a deep answer can be laid out to many times its size. */
const most = 50 * 1024 * 1024;
