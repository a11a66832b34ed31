import type { App } from '../app.ts';
import type { Account } from '../aws/account.ts';
import type { FunctionSummary } from '../aws/lambdaFunction.ts';
import { confirmChange, where } from './flows/askIfProtected.ts';
import { type Belongings, belongingsOf, whatGoes } from './flows/belongings.ts';
import { forgetSource } from './flows/sources.ts';
import { functionTarget } from './wizards/functionTarget.ts';

/**
 * Deletes a function: the target's (a row or `{ name }`) or one that is asked for. Its name is typed
 * unless it is of the local account.
 */
export async function deleteFunction(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show' | 'state'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const summary = await functionTarget(app, account, target, 'Function to delete');
  const { name } = summary;
  const belongings = await app.progress.run(`Looking up what goes with ${name}`, ({ signal }) =>
    belongingsOf(account, summary, signal),
  );
  await ask(app, account, summary, belongings);
  await app.progress.run(`Deleting function ${name}`, ({ signal }) =>
    account.functions.delete(name, signal),
  );
  await forgetSource(app.state, account.target, name);
  const { connection, region } = account.target;
  app.show.message(`Function ${name} was deleted from ${connection} · ${region}.`);
  await app.show.functions();
}

async function ask(
  app: Pick<App, 'connection' | 'prompts'>,
  { target: { connection, region } }: Account,
  { name, role }: FunctionSummary,
  belongings: Belongings,
): Promise<void> {
  const question = `Delete function ${name} from ${connection} · ${region}?`;
  const detail = `${whatGoes(belongings)} What stays: its role ${role.split('/').at(-1)}, its log group, its event source mappings and the source in the workspace.`;
  if (belongings.stack !== undefined) {
    await app.prompts.confirm({
      message: `Function ${name} belongs to the CloudFormation stack ${belongings.stack}.`,
      detail:
        'The stack makes it, changes it and deletes it. Without it the next update of the stack fails or makes it anew: delete it from the template instead.',
      action: 'Delete It All the Same',
    });
  }
  if (app.connection.kind === 'local' && !app.connection.protected) {
    await confirmChange(app, { message: question, detail, action: 'Delete Function' });
    return;
  }
  const guarded = app.connection.protected
    ? ` The connection is protected: this is done in ${await where(app)}.`
    : '';
  await app.prompts.input({
    prompt: `${question}${guarded} Type its name to agree. ${detail}`,
    placeholder: name,
    validate: (typed) => (typed === name ? undefined : `Type ${name}, or press Escape to keep it.`),
  });
}
