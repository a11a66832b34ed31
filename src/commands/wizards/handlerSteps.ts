import { basename, extname } from 'node:path';
import type { Questions, Step } from '../../app/prompts.ts';
import { handlerProblem } from '../../aws/names.ts';
import type { FunctionAnswers } from './functionAnswers.ts';
import { isBlueprint, type SourceChoice } from './sourceQuestion.ts';

/** A blueprint brings its handler; else one that was found in the source is chosen, or one is typed. */
export function handlerSteps(known: string | undefined): readonly Step<FunctionAnswers>[] {
  return [
    {
      when: ({ source, facts }) =>
        known === undefined && !isBlueprint(source) && facts?.handlers.length !== 0,
      ask: async (questions, { facts }) => {
        const handler = await askHandler(questions, facts?.handlers ?? []);
        return handler === undefined ? {} : { handler };
      },
    },
    {
      when: ({ source, handler }) => handler === undefined && !isBlueprint(source),
      ask: async (questions, { source, facts, handler }) => ({
        handler: await questions.input({
          prompt: `Handler: a file without its extension, a dot, what it exports${facts?.handlers.length === 0 ? ' (nothing was found)' : ''}`,
          value: handler ?? facts?.handlers[0] ?? usualHandler(source),
          placeholder: 'index.handler',
          validate: handlerProblem,
        }),
      }),
    },
  ];
}

/** Of a file in which no handler was found: one that is typed this minute, or is broken. */
function usualHandler(source: SourceChoice | undefined): string {
  if (source === undefined || !('path' in source) || extname(source.path) === '') return '';
  return `${basename(source.path, extname(source.path))}.handler`;
}

function askHandler(
  questions: Questions,
  handlers: readonly string[],
): Promise<string | undefined> {
  return questions.pick<string | undefined>({
    prompt: 'Handler: what Lambda calls',
    choices: [
      ...handlers.map((handler) => ({ label: handler, icon: 'symbol-method', value: handler })),
      { label: 'Type another handler…', icon: 'edit', stays: true, value: undefined },
    ],
  });
}
