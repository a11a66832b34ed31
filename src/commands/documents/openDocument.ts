import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import { UserError } from '../../errors.ts';
import type { OpenedDocument } from '../../openedDocument.ts';
import type { AccountDocument } from './accountDocument.ts';
import { configurationDocument } from './configuration/configurationDocument.ts';
import { configurationFile } from './configuration/configurationFile.ts';
import { type DocumentPlace, parseDocumentPath } from './documentPath.ts';
import { policyDocumentOf } from './policies/policyPaths.ts';
import { saveDocument } from './saveDocument.ts';
import { triggerDocumentOf } from './triggerDocument.ts';

/** The document of a path. Each use looks first whether the path's account is the selected one. */
export function openDocument(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  path: string,
): OpenedDocument {
  const place = parseDocumentPath(path);
  const document = place && documentOf(place.segments);
  if (!place || !document) throw new UserError(`${path} is no document of an account.`);
  return {
    read: async () => document.read(await accountOf(app, place)),
    problems: document.problems,
    async save(text, base) {
      const saved = await saveDocument(app, await accountOf(app, place), { document, text, base });
      for (const kind of document.shownBelow ?? []) app.show.refreshRows(kind);
      return saved;
    },
  };
}

/** What a document is, by the segments of its path behind connection, account and region. */
function documentOf(segments: readonly string[]): AccountDocument | undefined {
  const [collection, name, file] = segments;
  if (collection === 'functions' && name && file === configurationFile(name)) {
    return configurationDocument(name);
  }
  return policyDocumentOf(segments) ?? triggerDocumentOf(segments);
}

/** Never another account than the one that the document was opened from. */
async function accountOf(
  { connection }: Pick<App, 'connection'>,
  place: DocumentPlace,
): Promise<Account> {
  const where = [place.connection, place.account, place.region].join(' · ');
  if (connection.name === place.connection) {
    const account = await connection.account();
    const { accountId = '-', region } = account.target;
    if (accountId === place.account && region === place.region) return account;
  }
  throw new UserError(
    `This document belongs to ${where}, which is not selected now. Select that connection, then try again.`,
  );
}
