import { sample } from './sampleEvent.ts';
import { arnOf, order, token, wholeSeconds } from './scene.ts';

const service = 'Step Functions';

export const stepFunctions = [
  sample({
    kind: 'step-functions-event',
    service,
    title: 'Input of a state',
    stem: 'state',
    make: () => ({ order, retries: 0 }),
  }),
  sample({
    kind: 'step-functions-event',
    service,
    title: 'Input of a state with a task token and its execution',
    stem: 'task',
    make: (scene) => ({
      taskToken: token(scene),
      execution: arnOf(scene, 'states', `execution:orders:${scene.uuid()}`),
      startedAt: wholeSeconds(scene.now),
      input: { order },
    }),
  }),
];
