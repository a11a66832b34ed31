import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import { isCancelled, isUserError } from '../../errors.ts';
import type { DocumentContent, Saved } from '../../openedDocument.ts';
import { scanJson } from '../../payload/jsonScanner.ts';
import { askIfProtected } from '../flows/askIfProtected.ts';
import type { AccountDocument } from './accountDocument.ts';
import { lineAndColumn } from './lineAndColumn.ts';

interface Change {
  readonly document: AccountDocument;
  readonly text: string;
  /** What the person has seen of the account before changing it. */
  readonly base: DocumentContent;
}

/** Makes the account hold the text, unless it is wrong, not wanted, or the account holds something else than `base`. */
export async function saveDocument(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  account: Account,
  { document, text, base }: Change,
): Promise<Saved> {
  const fault = faultOf(document, text);
  if (fault !== undefined) return { kind: 'failed', message: `Nothing was saved: ${fault}` };
  try {
    const before = await document.read(account);
    if (before.text !== base.text) return conflict(before);
    const change = { document, text, isRepeated: base.refused === text };
    const asked = await ask(app, account, change, before);
    // The answer may have taken a while.
    const current = asked ? await document.read(account) : before;
    if (current.text !== base.text) return conflict(current);
    return await write(app, account, document, text, current);
  } catch (error) {
    if (isCancelled(error)) {
      return { kind: 'failed', message: 'Nothing was saved: you cancelled it.' };
    }
    if (!isUserError(error)) throw error;
    return { kind: 'failed', message: `Nothing was saved. ${error.message}` };
  }
}

function faultOf(document: AccountDocument, text: string): string | undefined {
  const { fault, empty } = scanJson(Buffer.from(text), false);
  if (empty) return 'the document is empty.';
  if (fault) {
    const offset = Buffer.from(text).subarray(0, fault.at).toString().length;
    return `it is not JSON, there is ${fault.message} at ${lineAndColumn(text, offset)}.`;
  }
  const error = document.problems(text).find(({ severity }) => severity === 'error');
  return error && `${error.message} (${lineAndColumn(text, error.start)})`;
}

interface Asked extends Pick<Change, 'document' | 'text'> {
  /** The very text was refused before, as the account holds something else: a retry, not a merge. */
  readonly isRepeated: boolean;
}

const overwrites = "Somebody else's change, which the diff shows on the left, is overwritten.";

/** Answers whether there was a question. Throws `Cancelled`. */
async function ask(
  app: Pick<App, 'connection' | 'prompts' | 'show'>,
  { target }: Account,
  { document, text, isRepeated }: Asked,
  current: DocumentContent,
): Promise<boolean> {
  const losses = [...(isRepeated ? [overwrites] : []), ...(document.losses?.(text, current) ?? [])];
  if (losses.length === 0) {
    await askIfProtected(app, document.doing, document.action);
    return app.connection.protected;
  }
  if (document.reviewed) await showChange(app, document, text, current);
  await app.prompts.confirm({
    message: `This will ${document.doing} in ${target.connection} · ${target.region}.`,
    detail: losses.join(' '),
    action: document.action,
  });
  return true;
}

function showChange(
  { show }: Pick<App, 'show'>,
  { doing }: AccountDocument,
  text: string,
  current: DocumentContent,
): Promise<void> {
  const side = (content: string) => ({ name: 'policy.json', content: Buffer.from(content) });
  return show.difference(`${capitalised(doing)}: now ↔ then`, side(current.text), side(text));
}

async function write(
  { progress }: Pick<App, 'progress'>,
  account: Account,
  document: AccountDocument,
  text: string,
  current: DocumentContent,
): Promise<Saved> {
  try {
    await progress.run(capitalised(document.doing), (step) =>
      document.write(account, { text, current }, step),
    );
  } catch (error) {
    const now = await document.read(account);
    if (isOutdated(error)) return conflict(now);
    const done =
      now.text === current.text
        ? 'Nothing was saved.'
        : 'Not all of it was saved: the diff shows what the account holds now, on the left.';
    if (isCancelled(error))
      return { kind: 'failed', content: now, message: `${done} You cancelled it.` };
    if (!isUserError(error)) throw error;
    return { kind: 'failed', content: now, message: `${done} ${error.message}` };
  }
  return { kind: 'saved', content: await document.read(account) };
}

function conflict(content: DocumentContent): Saved {
  return {
    kind: 'conflict',
    content,
    message:
      'Nothing was saved: the account holds something else than what you opened, as somebody changed it meanwhile. The diff shows theirs on the left; take over what shall stay, then save again.',
  };
}

/** The service itself has noticed a change in the last moment. */
function isOutdated(error: unknown): boolean {
  return (
    isUserError(error) &&
    error.cause instanceof Error &&
    error.cause.name === 'PreconditionFailedException'
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
