import type { App } from '../app.ts';
import { localTime } from '../payload/timeInWords.ts';
import { askBeforeRepeating } from './flows/askBeforeRepeating.ts';
import { invokeBytes } from './invoking/invoke.ts';
import { invocationTarget } from './wizards/invocationTarget.ts';

/** Invokes once more with the very bytes that an invocation of the history sent. */
export async function repeatInvocation(app: App, target?: unknown): Promise<void> {
  const id = await invocationTarget(app, target, 'Invocation that is repeated');
  const { entry, payload } = await (await app.history()).whole(id);
  const { path, functionName, qualifier, type, options } = entry.request;
  const agreed = await askBeforeRepeating(app, entry);
  const job = {
    chosen: { path, name: entry.payloadName },
    payload: { bytes: payload, empty: payload.length === 0, commentsRemoved: false },
    bound: { functionName, qualifier },
    ...{ type, options },
    notes: [`with the bytes that were sent at ${localTime(new Date(entry.startedAt))}`],
  };
  await invokeBytes(app, job, agreed);
}
