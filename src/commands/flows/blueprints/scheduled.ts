import { type Blueprint, lambdaIgnore } from '../blueprint.ts';
import { json } from './json.ts';

export const scheduled: Blueprint = {
  id: 'scheduled',
  label: 'A scheduled task',
  detail: 'run by EventBridge; the day comes from the event, so that it can be repeated',
  family: 'nodejs',
  file: 'index.mjs',
  handler: 'index.handler',
  payloads: ['events/nightly.scheduled-event.json'],
  files: {
    'index.mjs': `// https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html
export async function handler(event) {
  // Not the clock's day: an event may come late, or twice, and then does the same work again.
  const day = event.time.slice(0, 10);
  console.log('Report of', day);
  return { day, rows: 0 };
}
`,
    'events/nightly.scheduled-event.json': json({
      version: '0',
      id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '123456789012',
      time: '2026-01-01T02:00:00Z',
      region: 'us-east-1',
      resources: ['arn:aws:events:us-east-1:123456789012:rule/nightly'],
      detail: {},
    }),
    'events/nightly.scheduled-event.expected.json': json({ day: '2026-01-01', rows: 0 }),
    ...lambdaIgnore,
  },
};
