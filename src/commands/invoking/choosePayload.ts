import { basename } from 'node:path';
import type { Choice } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import { UserError } from '../../errors.ts';
import { bindingsIn, isExpected, mayBePayload } from '../../payload/fileBinding.ts';
import { createEventFile } from '../flows/createEventFile.ts';
import { createPayloadFile } from '../flows/createPayloadFile.ts';
import { pathInWords } from '../flows/pathInWords.ts';
import { type InvokeTarget, isPayloadName } from './invokeTarget.ts';

/** A payload file, or `{}` when the path is undefined. */
export interface ChosenPayload {
  readonly path: string | undefined;
  /** As the person knows it: relative to its workspace folder. */
  readonly name: string;
}

/** The target's file, else the active editor's; a function's row asks. */
export async function choosePayload(app: App, target: InvokeTarget): Promise<ChosenPayload> {
  if (target.payload === null) return emptyObject;
  if (target.payload !== undefined) return payloadFile(app, target.payload);
  if (target.functionName === undefined) {
    const active = app.workspace.activeFile();
    if (active !== undefined && isPayloadName(active) && !isExpected(active))
      return payloadFile(app, active);
  }
  return ask(app, target.functionName);
}

function payloadFile(app: Pick<App, 'workspace'>, path: string): ChosenPayload {
  if (!isPayloadName(path)) {
    throw new UserError(
      `${basename(path)} is not a payload file: its name must end in .json or .jsonc.`,
    );
  }
  return { path, name: pathInWords(app, path) };
}

const emptyObject: ChosenPayload = { path: undefined, name: 'empty object {}' };

/** More files than a person would scroll through are not asked for: typing narrows the list. */
const most = 500;

async function ask(app: App, functionName: string | undefined): Promise<ChosenPayload> {
  const files = await candidates(app);
  const bindingOf = bindingsIn(app);
  const own = new Set(
    functionName === undefined
      ? []
      : files.filter((path) => bindingOf(path)?.functionName === functionName),
  );
  const choices: Choice<() => Promise<ChosenPayload> | ChosenPayload>[] = [
    ...files
      .toSorted((one, other) => Number(own.has(other)) - Number(own.has(one)))
      .map((path) => ({
        label: pathInWords(app, path),
        description: folderNameOf(app, path),
        icon: 'json',
        group: own.has(path) ? `Payload files of ${functionName}` : 'Payload files',
        value: () => payloadFile(app, path),
      })),
    {
      label: 'New payload file…',
      stays: true,
      icon: 'new-file',
      group: 'Other',
      value: async () => payloadFile(app, await createPayloadFile(app, functionName)),
    },
    {
      label: 'New payload file from an event…',
      icon: 'symbol-event',
      group: 'Other',
      value: async () => payloadFile(app, await createEventFile(app, { functionName })),
    },
    { label: 'Empty object {}', icon: 'symbol-object', group: 'Other', value: () => emptyObject },
  ];
  const prompt = `Which payload does ${functionName ?? 'the function'} get?`;
  return (await app.prompts.pick({ prompt, choices }))();
}

/** Where several folders are open, their files may have the same names. */
function folderNameOf({ workspace }: Pick<App, 'workspace'>, path: string): string | undefined {
  return workspace.folders().length > 1 ? basename(workspace.folderOf(path) ?? '') : undefined;
}

/** JSON files that are likely events: not the projects' own configuration. */
async function candidates(app: App): Promise<string[]> {
  const found = await app.workspace.find('**/*.{json,jsonc}', most);
  return found.filter((path) => mayBePayload(pathInWords(app, path)));
}
