import type { App } from '../../app.ts';
import { UserError } from '../../errors.ts';
import type { Finished } from '../../history/invocations.ts';
import {
  bodyDocument,
  type ResponseDocument,
  wholeDocument,
} from '../../payload/responseDocument.ts';
import { bytes } from '../../payload/sizeInWords.ts';

/** Which answer, and which part of it: what a link in the output panel carries. */
export interface ResponseTarget {
  /** The number of the invocation; without one, the last. */
  readonly id?: number | undefined;
  readonly part?: 'whole' | 'body' | undefined;
}

export interface NamedDocument extends ResponseDocument {
  /** E.g. `orders response.json`. */
  readonly name: string;
}

/** Reads what a link or a key binding gives: a number, or an object. */
export function readResponseTarget(target: unknown): ResponseTarget {
  if (typeof target === 'number') return { id: target, part: 'whole' };
  const { id, part }: { id?: unknown; part?: unknown } = Object(target);
  return {
    id: typeof id === 'number' ? id : undefined,
    part: part === 'body' || part === 'whole' ? part : undefined,
  };
}

/** The answer with the number, else the last. Throws a `UserError` when there is none. */
export function findResponse(
  { invocations }: Pick<App, 'invocations'>,
  id: number | undefined,
): Finished & { readonly payload: Uint8Array } {
  const finished = invocations.finished(id);
  if (!finished) {
    throw new UserError(
      id === undefined
        ? 'There is no response yet. Open a payload file and run Invoke Payload File.'
        : `Response #${id} is no longer kept: only the last ten of this window are. Invoke again to see it.`,
    );
  }
  const { request, outcome } = finished;
  if (outcome.kind !== 'answered' || outcome.payload.length === 0) {
    throw new UserError(
      `This invocation of ${request.functionName} brought no response. The output panel says how it ended.`,
    );
  }
  return { ...finished, payload: outcome.payload };
}

/** The whole answer or the body in it; where there are both and none is named, the person is asked. */
export async function chooseDocument(
  { prompts }: Pick<App, 'prompts'>,
  { request, payload }: ReturnType<typeof findResponse>,
  part: ResponseTarget['part'],
): Promise<NamedDocument> {
  const { functionName } = request;
  const whole = (): NamedDocument => named(`${functionName} response`, wholeDocument(payload));
  const decoded = part === 'whole' ? undefined : bodyDocument(payload);
  if (decoded === undefined) return whole();
  const body = named(`${functionName} body`, decoded);
  if (part === 'body') return body;
  const choose = await prompts.pick({
    prompt: 'Which part of the response?',
    choices: [
      { label: 'The whole response', description: bytes(payload.length), value: whole },
      {
        label: 'Its body, decoded',
        description: `${body.ending.slice(1)}, ${bytes(body.received.length)}`,
        value: () => body,
      },
    ],
  });
  return choose();
}

function named(name: string, document: ResponseDocument): NamedDocument {
  return { ...document, name: `${name}${document.ending}` };
}
