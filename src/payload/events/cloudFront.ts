import { sample } from './sampleEvent.ts';
import { base64, order, type Scene, token } from './scene.ts';

const service = 'CloudFront (Lambda@Edge)';
const host = 'example.cloudfront.net';

export const cloudFront = [
  sample({
    kind: 'cloudfront-request-event',
    service,
    title: 'Viewer request',
    stem: 'viewer-request',
    make: (scene) => ({
      Records: [
        { cf: { config: configOf(scene, 'viewer-request'), request: { ...request, body } } },
      ],
    }),
  }),
  sample({
    kind: 'cloudfront-request-event',
    service,
    title: 'Origin request',
    stem: 'origin-request',
    make: (scene) => ({
      Records: [
        { cf: { config: configOf(scene, 'origin-request'), request: { ...request, origin } } },
      ],
    }),
  }),
  sample({
    kind: 'cloudfront-response-event',
    service,
    title: 'Origin response',
    stem: 'origin-response',
    make: (scene) => ({
      Records: [
        {
          cf: {
            config: configOf(scene, 'origin-response'),
            request: { ...request, origin },
            response: {
              status: '200',
              statusDescription: 'OK',
              headers: {
                'content-type': [{ key: 'Content-Type', value: 'application/json' }],
                date: [{ key: 'Date', value: scene.now.toUTCString() }],
              },
            },
          },
        },
      ],
    }),
  }),
];

function configOf<Type extends string>(scene: Scene, eventType: Type) {
  return {
    distributionDomainName: host,
    distributionId: 'EXAMPLEDISTRIBUTION',
    eventType,
    requestId: token(scene),
  };
}

const request = {
  clientIp: '192.0.2.44',
  method: 'PUT',
  uri: `/orders/${order.id}`,
  querystring: 'notify=true',
  headers: {
    host: [{ key: 'Host', value: host }],
    'user-agent': [{ key: 'User-Agent', value: 'curl/8.15.0' }],
  },
};

/** Only with "Include Body". */
const body = {
  inputTruncated: false,
  action: 'read-only' as const,
  encoding: 'base64' as const,
  data: base64(JSON.stringify(order)),
};

const origin = {
  custom: {
    customHeaders: {},
    domainName: 'origin.example.com',
    keepaliveTimeout: 5,
    path: '',
    port: 443,
    protocol: 'https' as const,
    readTimeout: 30,
    sslProtocols: ['TLSv1.2'],
  },
};
