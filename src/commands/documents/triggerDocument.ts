import { settingsProblems } from '../../aws/triggerSettingsProblems.ts';
import type { AccountDocument } from './accountDocument.ts';
import { placed } from './policies/policyText.ts';

/** What can be changed of an event source mapping. Lambda guards it by nothing, so that it is compared before it is written. */
export function triggerDocumentOf(segments: readonly string[]): AccountDocument | undefined {
  const [collection, uuid, name = '', file] = segments;
  if (collection !== 'triggers' || !uuid || file !== fileOf(name)) return undefined;
  return {
    doing: `change the trigger ${name}`,
    action: 'Change Trigger',
    shownBelow: ['triggers'],
    problems: (text) => placed(text, settingsProblems),
    read: async ({ triggers }, signal) => ({ text: await triggers.settings(uuid, signal) }),
    write: ({ triggers }, { text }, { signal }) => triggers.update(uuid, text, signal),
  };
}

/** `name` is what its source is called. */
export function triggerPath(uuid: string, name: string): readonly string[] {
  return ['triggers', uuid, name, fileOf(name)];
}

function fileOf(name: string): string {
  return `${name}.trigger.json`;
}
