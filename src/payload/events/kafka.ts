import { sample } from './sampleEvent.ts';
import { arnOf, base64, hostOf, order } from './scene.ts';

export const kafka = [
  sample({
    kind: 'msk-event',
    service: 'Managed Streaming for Apache Kafka',
    title: 'Records of a topic',
    stem: 'records',
    make: (scene) => ({
      eventSource: 'aws:kafka',
      eventSourceArn: arnOf(scene, 'kafka', `cluster/orders/${scene.uuid()}-1`),
      bootstrapServers: `b-1.${hostOf(scene, 'orders.example.c1.kafka')}:9092`,
      records: {
        'orders-0': [
          {
            topic: 'orders',
            partition: 0,
            offset: 15,
            timestamp: scene.now.getTime(),
            timestampType: 'CREATE_TIME',
            key: base64(order.id),
            value: base64(JSON.stringify(order)),
            headers: [{ tenant: [...Buffer.from('example')] }],
          },
        ],
      },
    }),
  }),
];
