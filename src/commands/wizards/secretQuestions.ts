import type { Secrets } from '../../app/connection.ts';
import type { Questions } from '../../app/prompts.ts';

/** An access key and what belongs to it; with `stored`, what is left empty stays as it is. */
export async function askAccessKeys(
  questions: Questions,
  name: string,
  stored: Secrets,
): Promise<Secrets> {
  const accessKeyId = await questions.input({
    prompt: `Access key id of ${name}`,
    value: stored.accessKeyId ?? '',
    placeholder: 'AKIA…',
    validate: accessKeyIdProblem,
  });
  const keeps = stored.secretAccessKey !== undefined && accessKeyId === stored.accessKeyId;
  const secretAccessKey = await questions.input({
    prompt: `Secret access key${keeps ? ' (left empty: the one that is stored)' : ''}`,
    secret: true,
    validate: (text) => (text === '' && keeps ? undefined : secretProblem(text)),
  });
  if (secretAccessKey === '') return stored;
  const sessionToken = await questions.input({
    prompt: 'Session token (empty for a key that does not expire)',
    secret: true,
    validate: (text) => (text === '' ? undefined : secretProblem(text)),
  });
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

/** The token that a login provider gave out; with one `stored`, it may be left empty. */
export async function askLoginToken(
  questions: Questions,
  provider: string,
  { loginToken: stored }: Secrets,
): Promise<Secrets> {
  const keeps = stored !== undefined;
  const text = await questions.input({
    prompt: `Login token of ${provider}${keeps ? ' (left empty: the one that is stored)' : ''}`,
    placeholder: 'eyJ…',
    secret: true,
    validate: (typed) => (typed === '' && keeps ? undefined : secretProblem(typed)),
  });
  const loginToken = text === '' ? stored : text;
  return loginToken === undefined ? {} : { loginToken };
}

function accessKeyIdProblem(text: string): string | undefined {
  return /^\w{1,128}$/.test(text)
    ? undefined
    : 'An access key id is made of letters and digits, such as AKIA….';
}

/** Never repeats what was typed. */
function secretProblem(text: string): string | undefined {
  if (text === '') return 'It is needed.';
  return /\s/.test(text) ? 'It has no blanks: copy it anew, without line breaks.' : undefined;
}
