import { randomUUID } from 'node:crypto';
import type { App, ProgressStep } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { FunctionSummary, Functions } from '../../aws/lambdaFunction.ts';
import { type Blueprint, removeBlueprint, writeBlueprint } from './blueprint.ts';
import { localRuntimeTags } from './localRuntimeTags.ts';
import { makeRole, type RolePlan, unmakeRole } from './makeRole.ts';
import { type PackedSource, pack } from './packSource.ts';
import { flowTag, orRollBack, type RolledBack, rollBackOf } from './rollBack.ts';

export interface FunctionPlan {
  readonly name: string;
  readonly description: string;
  readonly runtime: string;
  readonly handler: string;
  /** ARN of a role that is there, or a role to create. */
  readonly role: string | RolePlan;
  /** MB. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  readonly architecture?: 'x86_64' | 'arm64';
  readonly environment?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A blueprint that is written into a folder (absolute) of its own. */
export interface BlueprintToWrite {
  readonly blueprint: Blueprint;
  readonly folder: string;
}

export interface MadeFunction {
  readonly summary: FunctionSummary;
  readonly code: PackedSource;
}

/** Creates the function, first its role and its blueprint where the plan has them; all or nothing. */
export async function makeFunction(
  app: Pick<App, 'connection' | 'secondBundle' | 'show' | 'workspace'>,
  account: Account,
  plan: FunctionPlan,
  code: PackedSource | BlueprintToWrite,
  step: ProgressStep,
): Promise<MadeFunction> {
  const flow = randomUUID();
  const { role } = plan;
  const written: BlueprintToWrite[] = [];
  return orRollBack(
    app.show,
    `Function ${plan.name}`,
    step,
    async () => {
      const packed = 'blueprint' in code ? await packBlueprint(app, code, written, step) : code;
      const roleArn =
        typeof role === 'string' ? role : (await makeRole(account.roles, role, flow, step)).arn;
      const tags = {
        ...plan.tags,
        [flowTag]: flow,
        ...(await runtimeTags(app, plan.runtime, packed)),
      };
      const summary = await create(account.functions, plan, roleArn, packed, tags, step);
      return { summary, code: packed };
    },
    [
      () => unmakeFunction(account.functions, plan.name, flow),
      ...(typeof role === 'string' ? [] : [() => unmakeRole(account.roles, role.name, flow)]),
      ...('blueprint' in code ? [() => unmakeBlueprint(written)] : []),
    ],
  );
}

/** Removes the function if this flow made it. */
export function unmakeFunction(
  functions: Functions,
  name: string,
  flow: string,
): Promise<RolledBack> {
  return rollBackOf(`function ${name}`, async () => {
    const found = await functions.find(name);
    if (found === undefined || (await functions.tags(found.arn))[flowTag] !== flow) return false;
    await functions.delete(name);
    return true;
  });
}

function create(
  functions: Functions,
  plan: FunctionPlan,
  role: string,
  { package: { zip } }: PackedSource,
  tags: Readonly<Record<string, string>>,
  { signal, report }: ProgressStep,
): Promise<FunctionSummary> {
  report(`sending ${plan.name}`);
  const onWait = (milliseconds: number) =>
    report(
      `Lambda cannot assume the role yet, as is usual for a new one: trying again in ${Math.ceil(milliseconds / 1000)} s`,
    );
  const roleIsNew = typeof plan.role !== 'string';
  return functions.create({ ...plan, role, zip, tags }, { onWait, roleIsNew, signal });
}

async function packBlueprint(
  app: Pick<App, 'secondBundle'>,
  code: BlueprintToWrite,
  written: BlueprintToWrite[],
  { signal, report }: ProgressStep,
): Promise<PackedSource> {
  report(`writing ${Object.keys(code.blueprint.files).length} files`);
  await writeBlueprint(code.blueprint, code.folder);
  written.push(code);
  return pack(
    await app.secondBundle.packaging(),
    { path: code.folder, handler: code.blueprint.handler },
    signal,
  );
}

async function runtimeTags(
  { connection, workspace }: Pick<App, 'connection' | 'workspace'>,
  runtime: string,
  { source: { path } }: PackedSource,
): Promise<Readonly<Record<string, string>>> {
  if (connection.kind !== 'local') return {};
  return localRuntimeTags(runtime, path, workspace.folderOf(path));
}

async function unmakeBlueprint([written]: readonly BlueprintToWrite[]): Promise<RolledBack> {
  if (!written) return { removed: [], left: [] };
  const { blueprint, folder } = written;
  return rollBackOf(`folder ${folder}`, () => removeBlueprint(blueprint, folder));
}
