import { type Blueprint, lambdaIgnore } from '../blueprint.ts';
import { json } from './json.ts';

const change = (eventName: string, SequenceNumber: string, images: object) => ({
  eventID: SequenceNumber,
  eventName,
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'us-east-1',
  dynamodb: {
    Keys: { id: { S: 'order-1' } },
    ...images,
    SequenceNumber,
    SizeBytes: 59,
    StreamViewType: 'NEW_AND_OLD_IMAGES',
  },
  eventSourceARN:
    'arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000',
});

export const dynamoDb: Blueprint = {
  id: 'dynamodb-stream',
  label: 'A DynamoDB stream',
  detail: 'changes of a table in their order; goes on from the one that failed',
  family: 'nodejs',
  file: 'index.mjs',
  handler: 'index.handler',
  payloads: ['events/changes.dynamodb-event.json'],
  files: {
    'index.mjs': `// With the response type ReportBatchItemFailures the stream goes on from the first record that failed:
// https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
export async function handler(event) {
  for (const { eventName, dynamodb } of event.Records) {
    try {
      await work(eventName, dynamodb);
    } catch (error) {
      console.error(\`Record \${dynamodb.SequenceNumber} failed:\`, error);
      return { batchItemFailures: [{ itemIdentifier: dynamodb.SequenceNumber }] };
    }
  }
  return { batchItemFailures: [] };
}

async function work(eventName, { Keys, NewImage }) {
  if (eventName === 'INSERT' && !NewImage) throw new Error('The stream holds no new images');
  console.log(eventName, Keys.id.S);
}
`,
    'events/changes.dynamodb-event.json': json({
      Records: [
        change('INSERT', '100', { NewImage: { id: { S: 'order-1' }, state: { S: 'new' } } }),
        change('REMOVE', '200', { OldImage: { id: { S: 'order-1' }, state: { S: 'new' } } }),
      ],
    }),
    'events/changes.dynamodb-event.expected.json': json({ batchItemFailures: [] }),
    ...lambdaIgnore,
  },
};
