import * as client from '@aws-sdk/client-cloudwatch-logs';
import { jsonRpcService } from '../../protocol/jsonRpc.ts';
import { readConstraints } from '../../protocol/modelConstraints.ts';
import type { Authorize, Operations, Service } from '../../protocol/service.ts';
import { readServiceModel } from '../../protocol/serviceModel.ts';
import type { LogStore } from '../../store/logs/logStore.ts';
import { filterLogEvents } from './filterLogEvents.ts';
import { getLogEvents } from './getLogEvents.ts';
import { logGroupOperations } from './logGroups.ts';
import { logStreamOperations } from './logStreams.ts';
import model from './model.json' with { type: 'json' };
import { putLogEvents } from './putLogEvents.ts';
import { tagOperations } from './tags.ts';

export interface LogsContext {
  readonly accountId: string;
  readonly region: string;
  readonly store: LogStore;
}

/** All that is served; the docs list it. */
export const logsOperations: Operations<LogsContext> = {
  ...logGroupOperations,
  ...logStreamOperations,
  ...tagOperations,
  FilterLogEvents: filterLogEvents,
  GetLogEvents: getLogEvents,
  PutLogEvents: putLogEvents,
};

export function createLogs(context: LogsContext, authorize: Authorize): Service {
  return jsonRpcService<LogsContext>({
    name: 'CloudWatch Logs',
    model: readServiceModel(client),
    operations: logsOperations,
    constraints: readConstraints(model),
    violationCode: 'InvalidParameterException',
    context,
    authorize,
    // A batch of events may have 1 MB, and JSON writes a byte with up to six.
    maximumBody: 8 * 1024 * 1024,
  });
}
