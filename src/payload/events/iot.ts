import { sample } from './sampleEvent.ts';

export const iot = [
  sample({
    kind: 'iot-event',
    service: 'IoT Core',
    title: 'Message that a rule has selected',
    stem: 'reading',
    make: ({ now }) => ({
      device: 'sensor-1',
      topic: 'sensors/sensor-1/reading',
      timestamp: now.getTime(),
      temperature: 21.5,
      humidity: 48,
    }),
  }),
];
