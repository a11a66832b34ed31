import { JsonShapeSerializer } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { type Constraints, validationError, violations } from './constraints.ts';
import { decodeJson, decodeText, traitsOf } from './decode.ts';
import { encodeEvents, eventStreamType, isEvents } from './eventStream.ts';
import { createRouter, type Route } from './routes.ts';
import {
  type Authorize,
  type Call,
  type Operations,
  type Service,
  WithHeaders,
} from './service.ts';
import { notImplemented, ServiceError } from './serviceError.ts';
import type { Operation, ServiceModel } from './serviceModel.ts';
import type { WireRequest, WireResponse } from './wire.ts';

/**
 * A service that speaks restJson1, turned around: inputs are read and outputs written by the schemas
 * of the service's SDK client. See https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export function restJsonService<Context>(options: {
  readonly name: string;
  readonly model: ServiceModel;
  readonly operations: Operations<Context>;
  readonly constraints: Constraints;
  readonly context: Context;
  readonly authorize: Authorize;
  readonly bodyLimit: (operation: string | undefined) => { bytes: number; error: ServiceError };
}): Service {
  const route = createRouter(options.model);
  return {
    async answer(request, call) {
      const found = findRoute(() => route(request.method, request.path, request.query));
      const { operation } = found;
      const perform = options.operations[operation.name];
      if (perform === undefined) throw notImplemented(`${options.name} ${operation.name}`);
      const input = readInput(found, request);
      const broken = violations(operation.input, input, options.constraints);
      if (broken.length > 0) throw validationError('ValidationException', broken);
      options.authorize(operation.name, input, call);
      // Decoded by the operation's schema and checked against the model's constraints just above.
      const output = await perform(options.context, input as never, call);
      if (!(output instanceof WithHeaders)) return writeOutput(operation, output, call);
      const answer = writeOutput(operation, output.output, call);
      return { ...answer, headers: { ...answer.headers, ...output.headers } };
    },
    refuse: (error, requestId) => writeError(options.model, error, requestId),
    bodyLimit: (request) => {
      try {
        return options.bodyLimit(
          route(request.method, request.path, request.query)?.operation.name,
        );
      } catch {
        return options.bodyLimit(undefined);
      }
    },
  };
}

function findRoute(find: () => Route | undefined): Route {
  let route: Route | undefined;
  try {
    route = find();
  } catch (error) {
    throw new ServiceError('SerializationException', 'The path holds a malformed escape.', {
      cause: error,
    });
  }
  if (route === undefined) {
    throw new ServiceError('UnknownOperationException', 'There is no such operation.', {
      status: 404,
    });
  }
  return route;
}

function readInput({ operation, labels }: Route, request: WireRequest): unknown {
  const input: Record<string, unknown> = {};
  const inBody: [string, NormalizedSchema][] = [];
  for (const [name, member] of membersOf(operation.input)) {
    const traits = traitsOf(member);
    if (traits.httpLabel !== undefined) {
      input[name] = decodeText(member, labels[name] ?? '');
    } else if (traits.httpQuery !== undefined) {
      const values = request.query
        .filter(([key]) => key === traits.httpQuery)
        .map(([, text]) => text);
      if (values[0] === undefined) continue;
      input[name] = member.isListSchema()
        ? values.map((text) => decodeText(member.getValueSchema(), text))
        : decodeText(member, values[0]);
    } else if (traits.httpHeader !== undefined) {
      const text = request.headers[traits.httpHeader.toLowerCase()];
      if (text !== undefined) input[name] = decodeText(member, text);
    } else if (traits.httpPayload !== undefined) {
      if (!member.isStructSchema()) input[name] = request.body;
      else if (request.body.byteLength > 0) input[name] = decodeJson(member, parse(request.body));
    } else {
      inBody.push([name, member]);
    }
  }
  if (inBody.length > 0 && request.body.byteLength > 0) {
    const body = decodeJson(operation.input, parse(request.body));
    for (const [name, value] of Object.entries(Object(body))) {
      if (inBody.some(([member]) => member === name)) input[name] = value;
    }
  }
  return input;
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new ServiceError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${error instanceof Error ? error.message : error}`,
      { cause: error },
    );
  }
}

function writeOutput(operation: Operation, output: unknown, call: Call): WireResponse {
  const values = new Map(Object.entries(Object(output)));
  const headers: Record<string, string> = { 'x-amzn-requestid': call.requestId };
  const body: Record<string, unknown> = {};
  let status = operation.http?.status ?? 200;
  let payload: Uint8Array | AsyncIterable<Uint8Array> | undefined;
  let hasBody = false;
  for (const [name, member] of membersOf(operation.output)) {
    const traits = traitsOf(member);
    const value = values.get(name);
    if (traits.httpResponseCode !== undefined) {
      if (typeof value === 'number') status = value;
    } else if (traits.httpHeader !== undefined) {
      if (value !== undefined) headers[traits.httpHeader.toLowerCase()] = String(value);
    } else if (traits.httpPayload !== undefined) {
      payload = payloadOf(member, value);
    } else {
      hasBody = true;
      if (value !== undefined) body[name] = value;
    }
  }
  if (payload !== undefined) {
    if (!(payload instanceof Uint8Array)) headers['content-type'] = eventStreamType;
    else if (payload.byteLength > 0) headers['content-type'] = 'application/json';
    return { status, headers, body: payload };
  }
  if (!hasBody || status === 204) return { status, headers, body: '' };
  headers['content-type'] = 'application/json';
  const serializer = new JsonShapeSerializer({
    timestampFormat: { useTrait: true, default: 7 },
    jsonName: true,
  });
  serializer.write(operation.output, body);
  return { status, headers, body: serializer.flush() };
}

function payloadOf(
  schema: NormalizedSchema,
  value: unknown,
): Uint8Array | AsyncIterable<Uint8Array> {
  if (isEvents(value)) return encodeEvents(schema, value);
  return value instanceof Uint8Array ? value : new Uint8Array();
}

/**
 * Modelled errors spell their message as the model does, and carry `Type`; those of the framework
 * (ValidationException, credentials) are `{"message"}` alone, but for AccessDeniedException. An error
 * without words has a message that is null.
 */
function writeError(model: ServiceModel, error: ServiceError, requestId: string): WireResponse {
  const shape = model.errors.get(error.code);
  const capital = shape?.members.includes('Message') || error.code === 'AccessDeniedException';
  const spelling = capital ? 'Message' : 'message';
  const fault = shape?.fault === 'server' ? 'Service' : 'User';
  const body = {
    ...(shape?.members.includes('Type') ? { Type: fault } : {}),
    ...error.members,
    [spelling]: error.message || null,
  };
  return {
    status: error.status ?? shape?.status ?? 400,
    headers: {
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': error.code,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  };
}

function membersOf(schema: NormalizedSchema): Iterable<[string, NormalizedSchema]> {
  return schema.isStructSchema() ? schema.structIterator() : [];
}
