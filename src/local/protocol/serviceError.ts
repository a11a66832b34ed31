/** A refusal in AWS' words. How it looks on the wire is the protocol's affair. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  /** The code on the wire, e.g. `ResourceNotFoundException` or IAM's `NoSuchEntity`. */
  readonly code: string;
  /** HTTP status; where it is undefined, the model's for this code, else 400. */
  readonly status: number | undefined;
  /** Further members of the modelled error, e.g. `Reason`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: { status?: number; members?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.status = options.status;
    this.members = options.members ?? {};
  }
}

/** What AWS has and this endpoint has not: an operation, or a member. SDKs do not retry a 501. */
export function notImplemented(what: string): ServiceError {
  return new ServiceError(
    'NotImplemented',
    `The local endpoint of Lambda Bench does not implement ${what}. Use a connection to AWS for it.`,
    { status: 501 },
  );
}

/** A body beyond the limit of its service, in bytes; Lambda names the operation too. */
export function requestTooLarge(limit: number, operation?: string): ServiceError {
  const where = operation === undefined ? '' : ` for the ${operation} operation`;
  return new ServiceError(
    'RequestEntityTooLargeException',
    `Request must be smaller than ${limit} bytes${where}`,
    { status: 413 },
  );
}
