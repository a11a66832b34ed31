import { type Blueprint, lambdaIgnore } from '../blueprint.ts';
import { json } from './json.ts';

const request = (method: string, path: string, body?: unknown) => ({
  version: '2.0',
  routeKey: `${method} ${path}`,
  rawPath: path,
  rawQueryString: '',
  headers: { 'content-type': 'application/json' },
  requestContext: {
    accountId: '123456789012',
    http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'curl/8' },
    requestId: 'example',
    stage: '$default',
  },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  isBase64Encoded: false,
});

const response = (statusCode: number, body: unknown) => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const httpApi: Blueprint = {
  id: 'http-api',
  label: 'An HTTP API',
  detail: 'routes, JSON bodies and status codes, for API Gateway or a function URL',
  family: 'nodejs',
  file: 'index.mjs',
  handler: 'index.handler',
  payloads: [
    'events/create-order.api-gateway-http-event.json',
    'events/unknown-path.api-gateway-http-event.json',
  ],
  files: {
    'index.mjs': `// An event of API Gateway's HTTP APIs (payload format 2.0), which function URLs send too:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
const routes = {
  'POST /orders': createOrder,
};

export async function handler(event) {
  const { method, path } = event.requestContext.http;
  const route = routes[\`\${method} \${path}\`];
  if (!route) return answer(404, { message: \`There is no \${method} \${path}\` });
  return route(event);
}

function createOrder(event) {
  const body = event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString() : event.body;
  let order;
  try {
    order = JSON.parse(body);
  } catch {
    return answer(400, { message: 'The body is not JSON' });
  }
  if (!order?.item) return answer(400, { message: 'An order has an item' });
  return answer(201, { item: order.item, state: 'new' });
}

function answer(statusCode, body) {
  return {
    statusCode,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
`,
    'events/create-order.api-gateway-http-event.json': json(
      request('POST', '/orders', { item: 'tea' }),
    ),
    'events/create-order.api-gateway-http-event.expected.json': json(
      response(201, { item: 'tea', state: 'new' }),
    ),
    'events/unknown-path.api-gateway-http-event.json': json(request('GET', '/nowhere')),
    'events/unknown-path.api-gateway-http-event.expected.json': json(
      response(404, { message: 'There is no GET /nowhere' }),
    ),
    ...lambdaIgnore,
  },
};
