import { queryError } from '../protocol/query.ts';
import type { Service } from '../protocol/service.ts';
import { ServiceError } from '../protocol/serviceError.ts';
import { type Head, readSignature } from '../protocol/signature.ts';
import type { WireRequest } from '../protocol/wire.ts';

/** Stands for all services of AWS that are not served here, in a form that their clients can read. */
export function createElsewhere(form: 'xml' | 'json'): Service {
  return {
    async answer(request) {
      throw notServed(request, operationOf(request));
    },
    refuse: (error, requestId) => {
      const status = error.status ?? 400;
      if (form === 'xml') return queryError(error, status, requestId);
      return {
        status,
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amzn-requestid': requestId,
          'x-amzn-errortype': error.code,
        },
        body: JSON.stringify({ __type: error.code, message: error.message }),
      };
    },
    bodyLimit: (head) => ({ bytes: 1024 * 1024, error: notServed(head) }),
  };
}

/** Clients of restXml and of services that take forms read XML; what cannot be told apart reads JSON. */
export function readsXml(head: Head): boolean {
  const form = head.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return form === true || restXml.includes(serviceOf(head) ?? '');
}

/** Signing names. */
const restXml = ['cloudfront', 'route53', 's3', 's3-object-lambda', 's3-outposts', 's3express'];

function notServed(head: Head, operation?: string): ServiceError {
  const what = [serviceOf(head), operation].filter((part) => part !== undefined).join(' ');
  return new ServiceError(
    'NotImplemented',
    `The local endpoint of Lambda Bench does not serve this${what && ` (${what})`}. It serves Lambda, IAM, STS, Cognito Identity and CloudWatch Logs. Give clients of other services an endpoint and credentials of their own.`,
    { status: 501 },
  );
}

function serviceOf(head: Head): string | undefined {
  const signature = readSignature(head);
  return signature === 'malformed' ? undefined : signature?.service;
}

/** `DynamoDB_20120810.ListTables` in a header, or `Action=ListStacks` in a form. */
function operationOf({ headers, body }: WireRequest): string | undefined {
  const target = headers['x-amz-target']?.split('.').at(-1);
  if (target !== undefined) return target;
  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  if (!form) return undefined;
  return new URLSearchParams(new TextDecoder().decode(body)).get('Action') ?? undefined;
}
