import type { Connection } from '../app/connection.ts';
import type { App } from '../app.ts';
import type { Account } from '../aws/account.ts';
import { askIfProtected } from './flows/askIfProtected.ts';
import { askAboutForeignCode } from './flows/foreignCode.ts';
import { packageInWords } from './flows/packageInWords.ts';
import { type PackedSource, packSource, type SourceToPack } from './flows/packSource.ts';
import { pathInWords } from './flows/pathInWords.ts';
import { rememberSource } from './flows/sources.ts';
import { askUpdate } from './wizards/updateQuestions.ts';

type Updater = Pick<
  App,
  'connection' | 'progress' | 'prompts' | 'secondBundle' | 'show' | 'state' | 'workspace'
>;

/**
 * Packs a function's source again and sends it. The function is the row's, or the one that is made
 * from the Uri's file, or `{ name, path }`; what is not known is asked for and remembered.
 */
export async function updateCode(app: Updater, target?: unknown): Promise<void> {
  const account = await app.connection.account();
  const { summary, source } = await askUpdate(app, account, target);
  const packed = await packSource(app, source, summary.handler);
  const isNew = packed.package.sha256 !== summary.codeSha256;
  if (isNew) await send(app, account, summary.name, packed, source);
  await rememberSource(app.state, account.target, summary.name, packed.source);
  const contents = `${pathInWords(app, source.path)}: ${packageInWords(packed.package)}`;
  app.show.message(
    isNew
      ? `Function ${summary.name} was updated from ${contents}.`
      : `Function ${summary.name} runs this code already, nothing was sent. It is made from ${contents}.`,
  );
  if (isNew) await app.show.functions(summary.name);
}

async function send(
  app: Updater,
  account: Account,
  name: string,
  packed: PackedSource,
  source: SourceToPack,
): Promise<void> {
  const there = await account.functions.details(name);
  if (isForeign(app.connection, there.codeSha256, source)) {
    await askAboutForeignCode(app, account, name, packed);
  } else {
    await askIfProtected(app, `replace the code of ${name}`, 'Update Code');
  }
  await app.progress.run(`Updating function ${name}`, ({ signal }) =>
    account.functions.updateCode(name, packed.package.zip, signal, there.revision),
  );
}

/** Whether the code that is there is not what was sent from here last. */
function isForeign(
  { kind }: Pick<Connection, 'kind'>,
  there: string,
  { sha256 }: SourceToPack,
): boolean {
  // What stands in the local account came from this machine.
  return sha256 === undefined ? kind !== 'local' : sha256 !== there;
}
