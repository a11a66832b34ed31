import { ServiceError } from '../../protocol/serviceError.ts';

export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterValueException', message);
}

/** For an ARN, qualified where the request named a qualifier. */
export function functionNotFound(arn: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `Function not found: ${arn}`);
}

/** AWS' one sentence for what is missing on a function: a policy, a URL, a mapping. */
export function resourceNotFound(): ServiceError {
  return new ServiceError(
    'ResourceNotFoundException',
    'The resource you requested does not exist.',
  );
}

export function wrongRevision(): ServiceError {
  return new ServiceError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
  );
}
