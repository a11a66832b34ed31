import { type Blueprint, lambdaIgnore } from '../blueprint.ts';
import { json } from './json.ts';

export const s3: Blueprint = {
  id: 's3',
  label: 'An S3 event',
  detail: 'what was put into a bucket; keys are decoded as they must be',
  family: 'nodejs',
  file: 'index.mjs',
  handler: 'index.handler',
  payloads: ['events/upload.s3-event.json'],
  files: {
    'index.mjs': `// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
export async function handler(event) {
  const objects = event.Records.map(({ eventName, s3 }) => ({
    eventName,
    bucket: s3.bucket.name,
    // Keys come URL-encoded, blanks as +.
    key: decodeURIComponent(s3.object.key.replaceAll('+', ' ')),
    size: s3.object.size,
  }));
  for (const { bucket, key } of objects) console.log(\`\${bucket}/\${key}\`);
  return objects;
}
`,
    'events/upload.s3-event.json': json({
      Records: [
        {
          eventVersion: '2.1',
          eventSource: 'aws:s3',
          awsRegion: 'us-east-1',
          eventTime: '2026-01-01T00:00:00.000Z',
          eventName: 'ObjectCreated:Put',
          s3: {
            s3SchemaVersion: '1.0',
            bucket: { name: 'uploads', arn: 'arn:aws:s3:::uploads' },
            object: { key: 'my+photo+%28large%29.jpg', size: 1024, eTag: 'd41d8cd98f00b204' },
          },
        },
      ],
    }),
    'events/upload.s3-event.expected.json': json([
      {
        eventName: 'ObjectCreated:Put',
        bucket: 'uploads',
        key: 'my photo (large).jpg',
        size: 1024,
      },
    ]),
    ...lambdaIgnore,
  },
};
