import * as nodeModule from 'node:module';
import { extname } from 'node:path';
import { UserError } from '../../errors.ts';

/** `.ts`, `.mts` and `.cts`, but not declarations. */
export function isTypeScript(path: string): boolean {
  return /\.[mc]?ts$/.test(path) && !/\.d\.[mc]?ts$/.test(path);
}

/**
 * The JavaScript in a TypeScript source: types become spaces, so that lines and columns stay.
 * Throws a `UserError` with file and line when the source needs more than that.
 */
export function stripTypes(text: string, path: string): string {
  if (typeof nodeModule.stripTypeScriptTypes !== 'function') {
    throw new UserError(
      `${path} cannot be packed: the Node.js that runs this editor (${process.version}) cannot strip TypeScript's types. ` +
        'Update the editor, or compile the file to JavaScript and pack that.',
    );
  }
  try {
    return nodeModule.stripTypeScriptTypes(text, { mode: 'strip' });
  } catch (cause) {
    throw cannotStrip(path, cause);
  }
}

/** Where JavaScript made from a TypeScript file stands: its kind no longer depends on a `package.json`. */
export function strippedPath(path: string, isModule: boolean): string {
  const extension = extname(path);
  const stem = path.slice(0, -extension.length);
  if (extension === '.mts') return `${stem}.mjs`;
  if (extension === '.cts') return `${stem}.cjs`;
  return `${stem}${isModule ? '.mjs' : '.cjs'}`;
}

/** Node names the line ahead of the message: as `:line` in the stack, in older versions as `[line:column]`. */
function cannotStrip(path: string, cause: unknown): UserError {
  if (!(cause instanceof Error)) return new UserError(`${path} cannot be read.`, { cause });
  const line = /^:(\d+)$|\[(\d+):\d+\]/m.exec(cause.stack ?? '');
  const where = line ? `${path}:${line[1] ?? line[2]}` : path;
  const unsupported = 'code' in cause && cause.code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX';
  const advice = unsupported
    ? 'Only types can be stripped: write it in plain JavaScript (an object or a union instead of an enum, a module instead of a namespace, fields that the constructor assigns), or compile the file and pack the JavaScript.'
    : 'Correct the syntax and try again.';
  return new UserError(`${where}: ${cause.message.replace(/\.$/, '')}. ${advice}`, { cause });
}
