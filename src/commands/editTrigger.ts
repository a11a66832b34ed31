import type { App } from '../app.ts';
import { sourceName } from '../aws/triggerSource.ts';
import { documentPath } from './documents/documentPath.ts';
import { triggerPath } from './documents/triggerDocument.ts';
import { triggerTarget } from './wizards/triggerTarget.ts';

/** Opens what can be changed of an event source mapping as a JSON document. */
export async function editTrigger(
  app: Pick<App, 'connection' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const { trigger } = await triggerTarget(app, account, target, 'Trigger to edit');
  const { source, topics, uuid } = trigger;
  const name = (topics[0] ?? sourceName(source)).replace(/[^\w.-]+/g, '-');
  await app.show.accountDocument(documentPath(account.target, triggerPath(uuid, name)));
}
