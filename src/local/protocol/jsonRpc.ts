import { JsonShapeSerializer } from '@aws-sdk/core/protocols';
import { type Constraints, validationError, violations } from './constraints.ts';
import { decodeJson } from './decode.ts';
import type { Authorize, Call, Operations, Service } from './service.ts';
import { notImplemented, requestTooLarge, ServiceError } from './serviceError.ts';
import type { Operation, ServiceModel } from './serviceModel.ts';
import type { WireRequest, WireResponse } from './wire.ts';

/**
 * A service that speaks awsJson1.1, turned around: the operation is named in a header, inputs and
 * outputs are JSON. See https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function jsonRpcService<Context>(options: {
  readonly name: string;
  readonly model: ServiceModel;
  readonly operations: Operations<Context>;
  readonly constraints: Constraints;
  /** The code under which the service refuses an input that breaks a constraint. */
  readonly violationCode: string;
  readonly context: Context;
  readonly authorize: Authorize;
  readonly maximumBody: number;
}): Service {
  return {
    async answer(request, call) {
      const name = operationNameOf(request);
      const operation = options.model.operations.get(name);
      if (operation === undefined) throw new ServiceError('UnknownOperationException', '');
      const perform = options.operations[name];
      if (perform === undefined) throw notImplemented(`${options.name} ${name}`);
      const body = parse(request.body);
      const input = operation.input.isStructSchema() ? decodeJson(operation.input, body) : {};
      const broken = violations(operation.input, input, options.constraints);
      if (broken.length > 0) throw validationError(options.violationCode, broken);
      options.authorize(name, input, call);
      // Decoded by the operation's schema and checked against the model's constraints just above.
      return writeOutput(operation, await perform(options.context, input as never, call), call);
    },
    refuse: (error, requestId) => writeError(options.model, error, requestId),
    bodyLimit: () => ({
      bytes: options.maximumBody,
      error: requestTooLarge(options.maximumBody),
    }),
  };
}

/** `X-Amz-Target: Logs_20140328.FilterLogEvents` names FilterLogEvents. */
function operationNameOf({ headers }: Pick<WireRequest, 'headers'>): string {
  return headers['x-amz-target']?.split('.').at(-1) ?? '';
}

function parse(body: Uint8Array): unknown {
  if (body.byteLength === 0) return {};
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new ServiceError('SerializationException', 'The request is not valid JSON.', { cause });
  }
}

function writeOutput({ output }: Operation, value: unknown, call: Call): WireResponse {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': call.requestId,
  };
  if (!output.isStructSchema()) return { status: 200, headers, body: '' };
  const serializer = new JsonShapeSerializer({
    timestampFormat: { useTrait: true, default: 7 },
    jsonName: false,
  });
  serializer.write(output, Object(value));
  return { status: 200, headers, body: serializer.flush() };
}

function writeError(model: ServiceModel, error: ServiceError, requestId: string): WireResponse {
  const shape = model.errors.get(error.code);
  const body = { __type: error.code, ...error.members, message: error.message };
  return {
    // The statuses of the model are for REST; here AWS tells the side at fault, and no more.
    status: error.status ?? (shape?.fault === 'server' ? 500 : 400),
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': error.code,
    },
    body: JSON.stringify(body),
  };
}
