import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { UnpackedFile } from '../../aws/packaging.ts';
import { Cancelled, isUserError, messageOf } from '../../errors.ts';
import { where } from './askIfProtected.ts';
import type { PackedSource } from './packSource.ts';

/** Differences that are opened at most. */
const mostDiffs = 10;

/**
 * Says how the code of a function, which was not sent from here, differs from what is about to replace
 * it. Returns when it may be replaced; throws `Cancelled` when not, also after showing the differences.
 */
export async function askAboutForeignCode(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'secondBundle' | 'show'>,
  account: Account,
  name: string,
  packed: PackedSource,
): Promise<void> {
  const differences = await app.progress.run(`Comparing the code of ${name}`, ({ signal }) =>
    compare(app, account, name, packed, signal),
  );
  const guarded = app.connection.protected
    ? `, on a protected connection (${await where(app)})`
    : '';
  const answer = await app.prompts.pick({
    prompt: `The code of ${name} was not sent from here: somebody else's change would be lost${guarded}`,
    choices: [
      ...(typeof differences !== 'string' && differences.length > 0
        ? [
            {
              label: 'Show the differences',
              description: inWords(differences),
              icon: 'diff',
              value: 'show' as const,
            },
          ]
        : []),
      {
        label: 'Replace it all the same',
        description: typeof differences === 'string' ? differences : '',
        icon: 'warning',
        value: 'replace' as const,
      },
    ],
  });
  if (answer === 'replace') return;
  if (typeof differences !== 'string') await show(app, differences);
  app.show.message(
    `Nothing was sent: ${name} still runs what somebody else has sent. Update its code again to replace that.`,
    {
      title: 'Update Code',
      command: 'lambdaBench.updateCode',
      arguments: [{ name, path: packed.source.path }],
    },
  );
  throw new Cancelled();
}

interface Difference {
  readonly path: string;
  /** Undefined where the file is on the other side only. */
  readonly theirs: Uint8Array | undefined;
  readonly ours: Uint8Array | undefined;
}

/** A text says why nothing could be compared. */
async function compare(
  { secondBundle }: Pick<App, 'secondBundle'>,
  account: Account,
  name: string,
  packed: PackedSource,
  signal: AbortSignal,
): Promise<readonly Difference[] | string> {
  const packaging = await secondBundle.packaging();
  try {
    const { zip } = await account.functions.downloadCode(name, { signal });
    return differencesOf(packaging.unpack(zip), packaging.unpack(packed.package.zip));
  } catch (error) {
    // Who may update but not download can still decide.
    if (isUserError(error)) return `what is different could not be found out: ${messageOf(error)}`;
    throw error;
  }
}

function differencesOf(
  theirs: readonly UnpackedFile[],
  ours: readonly UnpackedFile[],
): readonly Difference[] {
  const left = new Map(theirs.map(({ path, content }) => [path, content]));
  const right = new Map(ours.map(({ path, content }) => [path, content]));
  return [...new Set([...left.keys(), ...right.keys()])]
    .sort()
    .map((path) => ({ path, theirs: left.get(path), ours: right.get(path) }))
    .filter((each) => !each.theirs || !each.ours || !Buffer.from(each.theirs).equals(each.ours));
}

function inWords(differences: readonly Difference[]): string {
  const names = differences.slice(0, 3).map(({ path, theirs, ours }) => {
    if (!ours) return `${path} (there only)`;
    return theirs ? path : `${path} (new)`;
  });
  const more = differences.length > 3 ? ` and ${differences.length - 3} more` : '';
  return `${names.join(', ')}${more}; nothing is sent`;
}

async function show(
  { show }: Pick<App, 'show'>,
  differences: readonly Difference[],
): Promise<void> {
  const none = new Uint8Array();
  for (const { path, theirs = none, ours = none } of differences.slice(0, mostDiffs)) {
    await show.difference(
      `${path}: in the account ↔ here`,
      { name: path, content: theirs },
      { name: path, content: ours },
    );
  }
}
