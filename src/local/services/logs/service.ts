import * as client from '@aws-sdk/client-cloudwatch-logs';
import { jsonRpcService } from '../../protocol/jsonRpc.ts';
import { readConstraints } from '../../protocol/modelConstraints.ts';
import type { Authorize, Service } from '../../protocol/service.ts';
import { readServiceModel } from '../../protocol/serviceModel.ts';
import model from './model.json' with { type: 'json' };

export interface LogsContext {
  readonly accountId: string;
  readonly region: string;
}

export function createLogs(context: LogsContext, authorize: Authorize): Service {
  return jsonRpcService<LogsContext>({
    name: 'CloudWatch Logs',
    model: readServiceModel(client),
    operations: {},
    constraints: readConstraints(model),
    violationCode: 'InvalidParameterException',
    context,
    authorize,
    maximumBody: 1024 * 1024,
  });
}
