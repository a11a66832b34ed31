import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, UserError } from '../../errors.ts';

/** A first function for those who have no source yet. */
export interface Blueprint {
  readonly language: string;
  /** Start of the names of its runtimes. */
  readonly family: 'nodejs' | 'python';
  readonly file: string;
  readonly handler: string;
  readonly text: string;
}

export const blueprints: readonly Blueprint[] = [
  {
    language: 'Node.js',
    family: 'nodejs',
    file: 'index.mjs',
    handler: 'index.handler',
    text: `// Lambda calls this with the payload; what it returns is the response, what it logs is the log.
export async function handler(event, context) {
  console.log('Hello from', context.functionName);
  return { message: \`Hello, \${event?.name ?? 'world'}!\` };
}
`,
  },
  {
    language: 'Python',
    family: 'python',
    file: 'lambda_function.py',
    handler: 'lambda_function.lambda_handler',
    text: `# Lambda calls this with the payload; what it returns is the response, what it prints is the log.
def lambda_handler(event, context):
    print("Hello from", context.function_name)
    name = event.get("name", "world") if isinstance(event, dict) else "world"
    return {"message": f"Hello, {name}!"}
`,
  },
];

/** Writes the blueprint into the folder, which is made when it is missing; never over a file. */
export async function writeBlueprint(blueprint: Blueprint, folder: string): Promise<string> {
  const file = join(folder, blueprint.file);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, blueprint.text, { flag: 'wx' });
  } catch (error) {
    const reason = messageOf(error);
    throw new UserError(
      `The blueprint could not be written to ${file}: ${reason}. Choose another name or folder.`,
      { cause: error },
    );
  }
  return file;
}

/** Removes what `writeBlueprint` wrote, unless it was changed since; its folder when that is empty. */
export async function removeBlueprint(blueprint: Blueprint, folder: string): Promise<boolean> {
  const file = join(folder, blueprint.file);
  if ((await readFile(file, 'utf8')) !== blueprint.text) return false;
  await rm(file);
  await rmdir(folder).catch(() => undefined);
  return true;
}
