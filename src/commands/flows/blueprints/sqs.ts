import { type Blueprint, lambdaIgnore } from '../blueprint.ts';
import { json } from './json.ts';

const message = (messageId: string, body: string) => ({
  messageId,
  receiptHandle: 'example',
  body,
  attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1767225600000' },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:orders',
  awsRegion: 'us-east-1',
});

export const sqs: Blueprint = {
  id: 'sqs',
  label: 'An SQS batch',
  detail: 'with partial failures: only messages that failed come again',
  family: 'nodejs',
  file: 'index.mjs',
  handler: 'index.handler',
  payloads: ['events/one-fails.sqs-event.json'],
  files: {
    'index.mjs': `// The event source mapping needs the response type ReportBatchItemFailures; without it, one failure
// brings the whole batch back:
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
export async function handler(event) {
  const batchItemFailures = [];
  for (const { messageId, body } of event.Records) {
    try {
      await work(JSON.parse(body));
    } catch (error) {
      console.error(\`Message \${messageId} failed:\`, error);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}

async function work(order) {
  if (!order.id) throw new Error('An order has an id');
  console.log('Order', order.id);
}
`,
    'events/one-fails.sqs-event.json': json({
      Records: [
        message('first', '{"id":1}'),
        message('second', '{}'),
        message('third', '{"id":3}'),
      ],
    }),
    'events/one-fails.sqs-event.expected.json': json({
      batchItemFailures: [{ itemIdentifier: 'second' }],
    }),
    ...lambdaIgnore,
  },
};
