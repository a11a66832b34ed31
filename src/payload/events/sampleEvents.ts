import { alb } from './alb.ts';
import { apiGatewayHttp } from './apiGatewayHttp.ts';
import { apiGatewayRest } from './apiGatewayRest.ts';
import { apiGatewayWebSocket } from './apiGatewayWebSocket.ts';
import { cloudFront } from './cloudFront.ts';
import { cloudWatchLogs } from './cloudWatchLogs.ts';
import { codePipeline } from './codePipeline.ts';
import { cognito } from './cognito.ts';
import { dynamoDb } from './dynamoDb.ts';
import { eventBridge } from './eventBridge.ts';
import { functionUrl } from './functionUrl.ts';
import { iot } from './iot.ts';
import { kafka } from './kafka.ts';
import { kinesis } from './kinesis.ts';
import { s3 } from './s3.ts';
import type { SampleEvent } from './sampleEvent.ts';
import { ses } from './ses.ts';
import { sns } from './sns.ts';
import { sqs } from './sqs.ts';
import { stepFunctions } from './stepFunctions.ts';

/** What a new payload file can begin with: what is used most comes first, a service's events together. */
export const sampleEvents: readonly SampleEvent[] = [
  ...apiGatewayHttp,
  ...apiGatewayRest,
  ...apiGatewayWebSocket,
  ...functionUrl,
  ...alb,
  ...s3,
  ...sqs,
  ...sns,
  ...eventBridge,
  ...dynamoDb,
  ...kinesis,
  ...kafka,
  ...cloudWatchLogs,
  ...cognito,
  ...ses,
  ...iot,
  ...stepFunctions,
  ...codePipeline,
  ...cloudFront,
];
