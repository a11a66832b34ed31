import { randomUUID } from 'node:crypto';
import type { App } from '../../app.ts';
import { UserError } from '../../errors.ts';
import { variablesOf } from '../../payload/fileBinding.ts';
import { fillPlaceholders, type Value } from '../../payload/fillPlaceholders.ts';
import { type Payload, positionInFile } from '../../payload/payloadFile.ts';
import { findPlaceholders, type Placeholder, type Variable } from '../../payload/placeholders.ts';
import { askVariables } from './askVariables.ts';
import { readInsertedFile } from './insertedFile.ts';

export interface PayloadSource {
  /** Absolute. */
  readonly path: string;
  /** As the person knows it. */
  readonly name: string;
  /** The file as it is on the disk. */
  readonly content: Uint8Array;
}

/**
 * Fills in the variables of a payload file whose binding switches them on; asks for what is to be asked
 * for. Throws a `UserError` with the position of what cannot be filled in, and `Cancelled`.
 */
export async function fillVariables(
  app: Pick<App, 'prompts' | 'settings' | 'state' | 'workspace'>,
  source: PayloadSource,
  payload: Payload,
): Promise<Payload> {
  const power = variablesOf(app, source.path);
  if (power === 'off') return payload;
  const { found, fault } = findPlaceholders(payload.bytes);
  if (fault) throw refusal(source, fault.at, fault.message);
  if (found.length === 0) return payload;
  if (power === 'shared') checkShared(source, found);
  checkEnvironment(source, found);
  const files = await readFiles(app, source, found);
  const answers = await askVariables(app, source.name, namesOf(found, 'prompt'));
  // One moment for the whole payload.
  const now = new Date();
  const values = found.map(({ variable }) => valueFor(variable, { now, files, answers }));
  return {
    ...payload,
    bytes: fillPlaceholders(payload.bytes, found, (_, index) => values[index]),
    filledIn: {
      // An environment holds secrets, and what is shown is pasted into issues.
      shown: fillPlaceholders(payload.bytes, found, ({ name }, index) =>
        name === 'env' ? undefined : values[index],
      ),
      hidden: [...namesOf(found, 'env')],
    },
  };
}

/** What the placeholders of one kind name, each once. */
function namesOf(found: readonly Placeholder[], kind: 'env' | 'prompt'): ReadonlySet<string> {
  return new Set(
    found.flatMap(({ variable }) => {
      if (variable.name !== kind) return [];
      return variable.name === 'env' ? [variable.variable] : [variable.label];
    }),
  );
}

/** Who shares a setting must not be able to have others' secrets sent. */
function checkShared(source: PayloadSource, found: readonly Placeholder[]): void {
  const own = found.find(({ variable: { name } }) => name === 'env' || name === 'file');
  if (own === undefined) return;
  throw refusal(
    source,
    own.start,
    `{{$${own.variable.name}}} is not filled in, because the variables of this file are switched on by the setting lambdaBench.payloads, which others share. Run "Use Variables in Payload File" to switch them on for yourself.`,
    {
      title: 'Use Variables…',
      command: 'lambdaBench.useVariables',
      arguments: [{ payload: source.path }],
    },
  );
}

function checkEnvironment(source: PayloadSource, found: readonly Placeholder[]): void {
  for (const { start, variable } of found) {
    if (variable.name !== 'env' || process.env[variable.variable] !== undefined) continue;
    throw refusal(
      source,
      start,
      `The environment variable ${variable.variable} is not set where VS Code runs its extensions.`,
    );
  }
}

/** Texts by their paths. */
async function readFiles(
  app: Pick<App, 'workspace'>,
  source: PayloadSource,
  found: readonly Placeholder[],
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const { start, variable } of found) {
    if (variable.name !== 'file' || files.has(variable.path)) continue;
    const text = await readInsertedFile(app, source.path, variable.path);
    if (typeof text !== 'string') throw refusal(source, start, text.problem);
    files.set(variable.path, text);
  }
  return files;
}

interface Known {
  readonly now: Date;
  readonly files: ReadonlyMap<string, string>;
  readonly answers: ReadonlyMap<string, string>;
}

/** What is asked for, read and checked is there. */
function valueFor(variable: Variable, { now, files, answers }: Known): Value {
  switch (variable.name) {
    case 'uuid':
      return randomUUID();
    case 'now':
      if (variable.format === 'iso') return now.toISOString();
      return variable.format === 'unixMs' ? now.getTime() : Math.floor(now.getTime() / 1000);
    case 'prompt':
      return answers.get(variable.label) ?? '';
    case 'env':
      return process.env[variable.variable] ?? '';
    case 'file':
      return files.get(variable.path) ?? '';
  }
}

function refusal(
  { name, content }: PayloadSource,
  at: number,
  reason: string,
  fix?: UserError['fix'],
): UserError {
  const position = positionInFile(content, name, at);
  return new UserError(
    `${name}, line ${position.line + 1}, column ${position.character + 1}: ${reason} Nothing was sent.`,
    { position, ...(fix && { fix }) },
  );
}
