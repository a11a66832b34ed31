import { type Blueprint, lambdaIgnore } from '../blueprint.ts';
import { json } from './json.ts';

export const stream: Blueprint = {
  id: 'stream',
  label: 'A streamed response',
  detail: 'sends its answer in parts, as they are made',
  family: 'nodejs',
  file: 'index.mjs',
  handler: 'index.handler',
  payloads: ['events/three.json'],
  files: {
    'index.mjs': `import { setTimeout as delay } from 'node:timers/promises';

// Lambda's Node runtimes bring awslambda:
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
export const handler = awslambda.streamifyResponse(async (event, responseStream) => {
  responseStream.setContentType('application/json');
  responseStream.write('{"parts":[0');
  for (let part = 1; part < (event?.parts ?? 3); part++) {
    await delay(100);
    responseStream.write(\`,\${part}\`);
  }
  responseStream.write(']}');
  responseStream.end();
});
`,
    'events/three.json': json({ parts: 3 }),
    'events/three.expected.json': json({ parts: [0, 1, 2] }),
    ...lambdaIgnore,
  },
};
