import { randomUUID } from 'node:crypto';
import { ServiceError } from '../../../protocol/serviceError.ts';
import { newLogStream } from '../../../runtime/logStream.ts';
import { parseArn } from '../../arn.ts';
import type { StoredEventInvokeConfig } from '../eventInvokeConfigs.ts';
import { functionArn } from '../functionName.ts';
import { findInvoked, type Invoked } from '../invocation.ts';
import type { LambdaContext } from '../service.ts';
import { invocationRecord, type Outcome } from './invocationRecord.ts';
import { newEvent, type QueuedEvent } from './queuedEvent.ts';

/** Of the qualifier that was invoked: one for the function says nothing about its aliases. */
export function configOf({ stored, qualifier = '$LATEST' }: Invoked) {
  return stored.eventInvokeConfigs.find((config) => config.qualifier === qualifier);
}

/**
 * Tells the destination what became of an event: a function gets an event of its own. For all others,
 * and the dead-letter queue, the logs say that nothing could be delivered.
 */
export async function deliver(
  context: LambdaContext,
  invoked: Invoked,
  event: QueuedEvent,
  outcome: Outcome,
): Promise<void> {
  const destination = destinationOf(configOf(invoked), outcome);
  if (destination !== undefined) await send(context, invoked, event, outcome, destination);
  const deadLetters = invoked.version.configuration.DeadLetterConfig?.TargetArn;
  if (outcome.condition !== 'Success' && deadLetters) {
    notDelivered(context, invoked, event, `the dead-letter target ${deadLetters}`);
  }
}

function destinationOf(
  config: StoredEventInvokeConfig | undefined,
  { condition }: Outcome,
): string | undefined {
  const { OnSuccess, OnFailure } = config?.DestinationConfig ?? {};
  return (condition === 'Success' ? OnSuccess : OnFailure)?.Destination || undefined;
}

async function send(
  context: LambdaContext,
  invoked: Invoked,
  event: QueuedEvent,
  outcome: Outcome,
  destination: string,
): Promise<void> {
  const target = functionAt(context, destination);
  if (target === undefined) {
    return notDelivered(context, invoked, event, `the destination ${destination}`);
  }
  const { version } = invoked.version;
  const { requestId, payload } = event;
  const arn = functionArn(context, { name: invoked.stored.name, qualifier: version });
  const record = invocationRecord({ requestId, functionArn: arn, version, payload }, outcome);
  await context.events.add(newEvent({ ...target, requestId: randomUUID(), payload: record }));
}

/** Undefined for what is no function of this account and region, or is gone. */
function functionAt(
  context: LambdaContext,
  destination: string,
): Pick<QueuedEvent, 'functionName' | 'qualifier' | 'tenantId'> | undefined {
  if (parseArn(destination)?.service !== 'lambda') return undefined;
  try {
    const { stored, qualifier } = findInvoked(context, destination, undefined);
    return { functionName: stored.name, qualifier, tenantId: undefined };
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

function notDelivered(
  context: LambdaContext,
  { stored: { name }, version: { version, configuration } }: Invoked,
  { requestId }: QueuedEvent,
  target: string,
): void {
  const message = `What became of the event of request ${requestId} could not be delivered to ${target}: the local endpoint delivers to functions of its own account and region only.`;
  context.report(`${name}: ${message}`);
  const logGroup = configuration.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`;
  newLogStream({ version, logGroup }, context).write(message);
}
