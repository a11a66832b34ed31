import { gzipSync } from 'node:zlib';
import { sample } from './sampleEvent.ts';
import { base64 } from './scene.ts';

export const cloudWatchLogs = [
  sample({
    kind: 'cloudwatch-logs-event',
    service: 'CloudWatch Logs',
    title: 'Lines that a subscription filter has found',
    stem: 'lines',
    make: ({ accountId, now }) => {
      const lines = ['ERROR the warehouse does not answer', 'ERROR order-1001 was not booked'];
      const decoded = {
        messageType: 'DATA_MESSAGE',
        owner: accountId,
        logGroup: '/aws/lambda/orders',
        logStream: `${now.toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]example`,
        subscriptionFilters: ['errors'],
        logEvents: lines.map((message, index) => ({
          id: String(index + 1).padStart(56, '3'),
          timestamp: now.getTime() + index,
          message,
        })),
      };
      return { awslogs: { data: base64(gzipSync(JSON.stringify(decoded))) } };
    },
  }),
];
