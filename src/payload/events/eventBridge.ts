import { sample } from './sampleEvent.ts';
import { arnOf, hex, order, type Scene, wholeSeconds } from './scene.ts';

const service = 'EventBridge';

export const eventBridge = [
  sample({
    kind: 'eventbridge-event',
    service,
    title: 'Event of your own application',
    stem: 'order-created',
    make: (scene) => ({
      version: '0',
      id: scene.uuid(),
      'detail-type': 'OrderCreated',
      source: 'com.example.orders',
      ...place(scene),
      resources: [],
      detail: order,
    }),
  }),
  sample({
    kind: 'eventbridge-event',
    service,
    title: 'EC2 instance changes its state',
    stem: 'instance-state',
    make: (scene) => {
      const instance = `i-0${hex(scene, 16)}`;
      return {
        version: '0',
        id: scene.uuid(),
        'detail-type': 'EC2 Instance State-change Notification',
        source: 'aws.ec2',
        ...place(scene),
        resources: [arnOf(scene, 'ec2', `instance/${instance}`)],
        detail: { 'instance-id': instance, state: 'stopped' },
      };
    },
  }),
  sample({
    kind: 'scheduled-event',
    service,
    title: 'Schedule of a rule',
    stem: 'schedule',
    make: (scene) => ({
      version: '0',
      id: scene.uuid(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      ...place(scene),
      resources: [arnOf(scene, 'events', 'rule/every-morning')],
      detail: {},
    }),
  }),
];

function place({ accountId, now, region }: Scene) {
  return { account: accountId, time: wholeSeconds(now), region };
}
