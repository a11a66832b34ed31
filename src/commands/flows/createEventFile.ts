import { existsSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import type { Questions } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import { isUserError } from '../../errors.ts';
import type { SampleEvent } from '../../payload/events/sampleEvent.ts';
import { sampleEvents } from '../../payload/events/sampleEvents.ts';
import { sceneOf } from '../../payload/events/scene.ts';
import { newPayloadPath, payloadText } from '../../payload/newPayload.ts';
import { choosePayloadFolder, openFolders } from './choosePayloadFolder.ts';
import { jsonFilesOf } from './createPayloadFile.ts';
import { isWithin } from './isWithin.ts';
import { writePayloadFile } from './writePayloadFile.ts';

export interface EventFileTarget {
  /** Gets the event; else nothing is bound. */
  readonly functionName: string | undefined;
  /** Absolute path of a folder in the workspace that gets the file. */
  readonly into?: string | undefined;
}

interface Answers {
  readonly event: SampleEvent;
  readonly folder: string;
  readonly path: string;
}

/** Asks which event of AWS and where to, writes it as a payload file and binds it; answers with its path. */
export async function createEventFile(
  app: Pick<App, 'connection' | 'prompts' | 'state' | 'workspace'>,
  { functionName, into }: EventFileTarget,
): Promise<string> {
  const folders = openFolders(app);
  const known = into === undefined ? undefined : app.workspace.folderOf(into);
  const { event, folder, path } = await app.prompts.wizard<Answers>('New Payload File from Event', [
    { ask: async (questions) => ({ event: await askEvent(questions) }) },
    {
      // One that need not be asked for is no step to go back to.
      when: () => known === undefined && folders.length > 1,
      ask: async (questions) => ({ folder: await choosePayloadFolder(app, questions) }),
    },
    {
      ask: async (questions, answers) => {
        const folder = answers.folder ?? known ?? (await choosePayloadFolder(app, questions));
        const within = known && into && relative(known, into).replaceAll('\\', '/');
        const stem = functionName ?? answers.event?.stem ?? 'event';
        const ending = `.${answers.event?.kind ?? 'event'}.json`;
        const value = newPayloadPath(stem, ending, await jsonFilesOf(app, folder), within);
        return { folder, path: (await askPath(questions, folder, value, ending)).trim() };
      },
    },
  ]);
  if (event === undefined || folder === undefined || path === undefined) {
    throw new Error('The wizard has asked for everything');
  }
  const scene = sceneOf({ ...(await whereabouts(app)), functionName });
  const content = payloadText(event.make(scene));
  return writePayloadFile(app, { folder, path, content, functionName });
}

function askEvent(questions: Questions): Promise<SampleEvent> {
  return questions.pick({
    prompt: 'Which event does the payload file begin with?',
    choices: sampleEvents.map((event) => ({
      label: `${event.service}: ${event.title}`,
      description: event.kind,
      icon: 'symbol-event',
      value: event,
    })),
  });
}

function askPath(
  questions: Questions,
  folder: string,
  value: string,
  ending: string,
): Promise<string> {
  return questions.input({
    prompt: `Path of the file; with "${ending}" at its end the editor knows what it holds`,
    value,
    validate: (path) => pathProblem(folder, path),
  });
}

function pathProblem(folder: string, path: string): string | undefined {
  const wanted = path.trim();
  if (!/[^/\\]\.jsonc?$/i.test(wanted)) return 'The name must end in .json or .jsonc.';
  if (isAbsolute(wanted) || !isWithin(folder, join(folder, wanted))) {
    return `The file must lie in ${folder}.`;
  }
  return existsSync(join(folder, wanted)) ? `There is a ${wanted} already.` : undefined;
}

/** Whom the event is for must not keep anybody from writing it: without an account it names a made-up one. */
async function whereabouts({ connection }: Pick<App, 'connection'>) {
  try {
    const { accountId, region } = (await connection.account()).target;
    return { accountId, region };
  } catch (error) {
    if (!isUserError(error)) throw error;
    return {};
  }
}
