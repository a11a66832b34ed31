import type { ShownDocument } from '../../app/show.ts';
import type { App } from '../../app.ts';
import { UserError } from '../../errors.ts';
import type { Finished } from '../../history/invocations.ts';
import { bodyFile, hasBody, type LargeDocument, wholeFile } from '../../payload/largeResponse.ts';
import {
  bodyDocument,
  type ResponseDocument,
  wholeDocument,
} from '../../payload/responseDocument.ts';
import { bytes } from '../../payload/sizeInWords.ts';
import { invokeFix } from '../invoking/invokeFix.ts';

/** Which answer, and which part of it: what a link in the output panel carries. */
export interface ResponseTarget {
  /** The number of the invocation; without one, the last. */
  readonly id?: number | undefined;
  readonly part?: 'whole' | 'body' | 'error' | undefined;
}

export type NamedDocument = Named &
  ((ResponseDocument & { readonly file?: undefined }) | LargeDocument);

interface Named {
  /** E.g. `orders response.json`. */
  readonly name: string;
  readonly kind: NonNullable<ResponseTarget['part']>;
}

/** Reads what a link or a key binding gives: a number, or an object. */
export function readResponseTarget(target: unknown): ResponseTarget {
  if (typeof target === 'number') return { id: target, part: 'whole' };
  const { id, part }: { id?: unknown; part?: unknown } = Object(target);
  return {
    id: typeof id === 'number' ? id : undefined,
    part: part === 'body' || part === 'whole' || part === 'error' ? part : undefined,
  };
}

/** The answer with the number, else the last. Throws a `UserError` when there is none. */
export function findResponse(
  { invocations }: Pick<App, 'invocations'>,
  id: number | undefined,
): FinishedResponse {
  const finished = invocations.finished(id);
  if (!finished) {
    if (id === undefined) {
      throw new UserError(
        'There is no response yet. Open a payload file and run Invoke Payload File.',
        { fix: invokeFix },
      );
    }
    throw new UserError(
      `Response #${id} is no longer kept: only the last ten of this window are. Invoke again to see it.`,
    );
  }
  const { request, outcome } = finished;
  if (outcome.kind !== 'answered' || !hasContent(outcome)) {
    throw new UserError(
      outcome.kind === 'running'
        ? `This invocation of ${request.functionName} is running: its response is there when it has ended.`
        : `This invocation of ${request.functionName} brought no response. The output panel says how it ended.`,
    );
  }
  return { ...finished, outcome };
}

/** An answer with something in it. */
export interface FinishedResponse extends Finished {
  readonly outcome: Answered;
}

type Answered = Extract<Finished['outcome'], { kind: 'answered' }>;

export function hasContent(outcome: Answered): boolean {
  return outcome.payload.length > 0 || errorIn(outcome) !== undefined;
}

function errorIn({ stream }: Answered): Uint8Array | undefined {
  return stream?.errorDetails === undefined ? undefined : Buffer.from(stream.errorDetails);
}

/** The whole answer, the body or the error in it; where there are several and none is named, the person is asked. */
export async function chooseDocument(
  { prompts }: Pick<App, 'prompts'>,
  { request: { functionName }, outcome }: FinishedResponse,
  part: ResponseTarget['part'],
): Promise<NamedDocument> {
  const parts = await partsOf(outcome);
  const wanted = parts.filter(({ kind }) => part === undefined || kind === part);
  // A part that is not there: what there is.
  const choices = wanted.length > 0 ? wanted : parts.slice(0, 1);
  const [only] = choices;
  const chosen =
    choices.length === 1 && only
      ? only
      : await prompts.pick({
          prompt: 'Which part of the response?',
          choices: choices.map((value) => ({ ...value, value })),
        });
  return named(functionName, chosen);
}

/** What an answer is about: how it failed, else the whole. */
export async function mainDocument({
  request: { functionName },
  outcome,
}: FinishedResponse): Promise<NamedDocument> {
  const parts = await partsOf(outcome);
  const main = parts.find(({ kind }) => kind === 'error') ?? parts[0];
  if (!main) throw new TypeError('An answer without content was not to be found.');
  return named(functionName, main);
}

async function named(functionName: string, part: Part): Promise<NamedDocument> {
  const document = await part.open();
  return { ...document, kind: part.kind, name: `${functionName} ${part.title}${document.ending}` };
}

interface Part {
  readonly kind: NonNullable<ResponseTarget['part']>;
  readonly title: string;
  readonly label: string;
  readonly description: string;
  open(): ResponseDocument | Promise<LargeDocument>;
}

async function partsOf(outcome: Answered): Promise<readonly Part[]> {
  const { payload, stream } = outcome;
  const file = stream?.file;
  const body = file === undefined ? bodyDocument(payload) : undefined;
  const error = errorIn(outcome);
  const parts: (Part | false | undefined)[] = [
    payload.length > 0 && {
      ...{ kind: 'whole', title: 'response', label: 'The whole response' },
      description: bytes(stream?.size ?? payload.length),
      open: () => (file === undefined ? wholeDocument(payload) : wholeFile(file)),
    },
    body && {
      ...{ kind: 'body', title: 'body', label: 'Its body, decoded' },
      description: `${body.ending.slice(1)}, ${bytes(body.received.length)}`,
      open: () => body,
    },
    file !== undefined &&
      (await hasBody(file)) && {
        ...{ kind: 'body', title: 'body', label: 'Its body, decoded' },
        ...{ description: '', open: () => bodyFile(file) },
      },
    error && {
      ...{ kind: 'error', title: 'error', label: 'The error that ended it' },
      ...{ description: bytes(error.length), open: () => wholeDocument(error) },
    },
  ];
  return parts.filter((part): part is Part => part !== false && part !== undefined);
}

/** The content of a document for the diff editor. Throws a `UserError` for one that is too large. */
export function comparable(document: NamedDocument): ShownDocument {
  if (document.file === undefined) return { name: document.name, content: document.shown };
  throw new UserError(
    `${document.name} is too large to be compared here. Run Save Response… and compare the file with a tool of your own.`,
  );
}
