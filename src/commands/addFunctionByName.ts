import type { App } from '../app.ts';
import { functionNameProblem } from '../aws/names.ts';
import { isUserError, UserError } from '../errors.ts';
import { mark, placeOf, readMarks } from '../rows/arrangement.ts';

/** Makes a function a favourite by its name, for those who may use it but not list it. */
export async function addFunctionByName(
  app: Pick<App, 'connection' | 'prompts' | 'state'>,
): Promise<void> {
  const account = await app.connection.account();
  const name = await app.prompts.input({
    prompt: 'Name of the function',
    placeholder: 'orders',
    validate: functionNameProblem,
  });
  if (await isKnownToBeMissing(account.functions.find(name))) {
    const { connection, region } = account.target;
    throw new UserError(
      `The function ${name} does not exist in ${connection} · ${region}. Check its name, and the connection's region.`,
    );
  }
  const place = placeOf(account.target);
  const { favourites, hidden } = readMarks(app.state, place);
  await mark(app.state, place, {
    favourites: [...new Set([...favourites, name])],
    hidden: hidden.filter((each) => each !== name),
  });
}

/** Who may invoke it may not be allowed to look it up: then it is taken at its name. */
async function isKnownToBeMissing(lookup: Promise<unknown>): Promise<boolean> {
  try {
    return (await lookup) === undefined;
  } catch (error) {
    if (isUserError(error)) return false;
    throw error;
  }
}
