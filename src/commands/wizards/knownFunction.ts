import { isAbsolute } from 'node:path';
import type { Account } from '../../aws/account.ts';
import {
  functionDescriptionProblem,
  functionNameProblem,
  handlerProblem,
  memoryProblem,
  roleNameProblem,
  timeoutProblem,
} from '../../aws/names.ts';
import type { RoleSummary } from '../../aws/role.ts';
import { blueprints } from '../flows/blueprints.ts';
import { numberAnswer, textAnswer, textMapAnswer, textsAnswer } from './answer.ts';
import {
  type Architecture,
  architectureProblem,
  architectures,
  environmentProblem,
  tagsProblem,
} from './moreSteps.ts';
import { findRole } from './pickRole.ts';
import { runtimeProblem } from './runtimeQuestion.ts';
import { checkSource, type SourceChoice } from './sourceQuestion.ts';
import { answersOf, pathOfUri } from './target.ts';

/** What is known of a new function before anything is asked. */
export interface KnownFunction {
  readonly source: SourceChoice | undefined;
  /** Absolute path of the folder that gets a blueprint's own folder. */
  readonly folder: string | undefined;
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly runtime: string | undefined;
  readonly handler: string | undefined;
  readonly role: RoleSummary | undefined;
  readonly roleName: string | undefined;
  readonly policies: readonly string[] | undefined;
  readonly memory: number | undefined;
  readonly timeout: number | undefined;
  readonly architecture: Architecture | undefined;
  readonly environment: Readonly<Record<string, string>> | undefined;
  readonly tags: Readonly<Record<string, string>> | undefined;
}

/**
 * From a Uri, or from answers given in advance: `path` or `blueprint` (`nodejs`, `http-api`, …) with
 * `folder`; `name`, `description`, `runtime`, `handler`, `memory`, `timeout`,
 * `architecture`, `environment`, `tags`; `role` (a name or an
 * ARN) or `newRole` (a name) with `policies` (ARNs). What is absent is asked for.
 */
export async function knownFunction(account: Account, target: unknown): Promise<KnownFunction> {
  const answers = answersOf(target);
  const role = textAnswer(answers, 'role', anything);
  const architecture = textAnswer(answers, 'architecture', architectureProblem);
  return {
    source: await knownSource(target, answers),
    folder: textAnswer(answers, 'folder', absoluteProblem),
    name: textAnswer(answers, 'name', functionNameProblem),
    description: textAnswer(answers, 'description', functionDescriptionProblem),
    runtime: textAnswer(answers, 'runtime', runtimeProblem),
    handler: textAnswer(answers, 'handler', handlerProblem),
    role: role === undefined ? undefined : await findRole(account, role.split('/').at(-1) ?? role),
    roleName: textAnswer(answers, 'newRole', roleNameProblem),
    policies: textsAnswer(answers, 'policies'),
    memory: numberAnswer(answers, 'memory', memoryProblem),
    timeout: numberAnswer(answers, 'timeout', timeoutProblem),
    architecture: architectures.find((each) => each === architecture),
    environment: textMapAnswer(answers, 'environment', environmentProblem),
    tags: textMapAnswer(answers, 'tags', tagsProblem),
  };
}

async function knownSource(
  target: unknown,
  answers: Readonly<Record<string, unknown>>,
): Promise<SourceChoice | undefined> {
  const path = pathOfUri(target) ?? textAnswer(answers, 'path', absoluteProblem);
  if (path !== undefined) return { path: await checkSource(path) };
  const id = textAnswer(answers, 'blueprint', (value) =>
    blueprints.some((each) => each.id === value)
      ? undefined
      : `it is one of ${blueprints.map((each) => each.id).join(', ')}.`,
  );
  const blueprint = blueprints.find((each) => each.id === id);
  return blueprint && { blueprint };
}

function absoluteProblem(path: string): string | undefined {
  return isAbsolute(path) ? undefined : 'it is not an absolute path.';
}

function anything(): undefined {
  return undefined;
}
