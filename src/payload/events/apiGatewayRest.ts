import { sample } from './sampleEvent.ts';
import { arnOf, hostOf, order, requestTime, type Scene } from './scene.ts';

const service = 'API Gateway';
const apiId = 'a1b2c3d4e5';

export const apiGatewayRest = [
  sample({
    kind: 'api-gateway-rest-event',
    service,
    title: 'Request to a REST API, or to an HTTP API with payload 1.0',
    stem: 'request',
    make: (scene) => ({
      resource: '/orders/{id}',
      path: `/orders/${order.id}`,
      httpMethod: 'PUT',
      headers: headersOf(scene),
      multiValueHeaders: manyTimes(headersOf(scene)),
      queryStringParameters: { notify: 'true' },
      multiValueQueryStringParameters: { notify: ['true'] },
      pathParameters: { id: order.id },
      stageVariables: null,
      requestContext: { ...contextOf(scene), authorizer: null },
      body: JSON.stringify(order),
      isBase64Encoded: false,
    }),
  }),
  sample({
    kind: 'api-gateway-token-authorizer-event',
    service,
    title: 'Lambda authorizer of a REST API, type TOKEN',
    stem: 'authorize',
    make: (scene) => ({
      type: 'TOKEN',
      methodArn: arnOf(scene, 'execute-api', `${apiId}/prod/PUT/orders/${order.id}`),
      authorizationToken: 'Bearer example-token',
    }),
  }),
];

function manyTimes(headers: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}

function headersOf(scene: Scene) {
  return {
    Accept: 'application/json',
    'Content-Type': 'application/json',
    Host: hostOf(scene, `${apiId}.execute-api`),
    'User-Agent': 'curl/8.15.0',
    'X-Forwarded-For': '192.0.2.44',
    'X-Forwarded-Port': '443',
    'X-Forwarded-Proto': 'https',
  };
}

function contextOf(scene: Scene) {
  return {
    accountId: scene.accountId,
    apiId,
    domainName: hostOf(scene, `${apiId}.execute-api`),
    domainPrefix: apiId,
    httpMethod: 'PUT',
    identity,
    path: `/prod/orders/${order.id}`,
    protocol: 'HTTP/1.1',
    requestId: scene.uuid(),
    requestTime: requestTime(scene.now),
    requestTimeEpoch: scene.now.getTime(),
    resourceId: 'r1s2t3',
    resourcePath: '/orders/{id}',
    stage: 'prod',
  };
}

/** Of a caller who did not sign. */
const identity = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp: '192.0.2.44',
  user: null,
  userAgent: 'curl/8.15.0',
  userArn: null,
};
