import type { Service } from '../protocol/service.ts';
import { ServiceError } from '../protocol/serviceError.ts';

/** Stands for all services of AWS that are not served here. */
export function createElsewhere(): Service {
  return {
    async answer(request) {
      const target = request.headers['x-amz-target'];
      throw new ServiceError(
        'NotImplemented',
        `The local endpoint of Lambda Bench does not serve this${target ? ` (${target})` : ''}. It serves Lambda, IAM, STS, Cognito Identity and CloudWatch Logs.`,
        { status: 501 },
      );
    },
    refuse: (error, requestId) => ({
      status: error.status ?? 400,
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amzn-requestid': requestId,
        'x-amzn-errortype': error.code,
      },
      body: JSON.stringify({ __type: error.code, message: error.message }),
    }),
    bodyLimit: () => ({
      bytes: 1024 * 1024,
      error: new ServiceError('RequestEntityTooLargeException', 'The request is too large.', {
        status: 413,
      }),
    }),
  };
}
