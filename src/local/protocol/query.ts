import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticStructureSchema } from '@smithy/types';
import { type Constraints, type Violation, validationError, violations } from './constraints.ts';
import { escapeXml } from './escapeXml.ts';
import { decodeForm, type Form, readForm } from './form.ts';
import type { Authorize, Call, Operations, Service } from './service.ts';
import { notImplemented, requestTooLarge, ServiceError } from './serviceError.ts';
import type { Operation, ServiceModel } from './serviceModel.ts';
import { readPairs, type WireRequest, type WireResponse } from './wire.ts';

/**
 * A service that speaks awsQuery, turned around: forms in, XML out, both by the schemas of the
 * service's SDK client. See https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function queryService<Context>(options: {
  readonly name: string;
  readonly xmlNamespace: string;
  readonly model: ServiceModel;
  readonly operations: Operations<Context>;
  readonly constraints: Constraints;
  /** The service's own words for a violation, where it has some. */
  readonly wording?: (violation: Violation) => string | undefined;
  readonly context: Context;
  readonly authorize: Authorize;
  readonly maximumBody: number;
}): Service {
  return {
    async answer(request, call) {
      const form = readRequest(request);
      const name = form.values.get('Action') ?? '';
      const operation = options.model.operations.get(name);
      if (operation === undefined) throw invalidAction(name, form.values.get('Version'));
      const perform = options.operations[name];
      if (perform === undefined) throw notImplemented(`${options.name} ${name}`);
      const input = operation.input.isStructSchema() ? decodeForm(operation.input, form) : {};
      refuseViolations(violations(operation.input, input, options.constraints), options.wording);
      options.authorize(name, input, call);
      // Decoded by the operation's schema and checked against the model's constraints just above.
      const output = await perform(options.context, input as never, call);
      return writeOutput(operation, output, options.xmlNamespace, call);
    },
    refuse: (error, requestId) => {
      const status = error.status ?? options.model.errors.get(error.code)?.status ?? 400;
      return queryError(error, status, requestId, options.xmlNamespace);
    },
    bodyLimit: () => ({
      bytes: options.maximumBody,
      error: requestTooLarge(options.maximumBody),
    }),
  };
}

/** A refusal as the clients of a service that speaks awsQuery read it; those of S3 do too. */
export function queryError(
  error: ServiceError,
  status: number,
  requestId: string,
  xmlNamespace?: string,
): WireResponse {
  const attribute = xmlNamespace === undefined ? '' : ` xmlns="${xmlNamespace}"`;
  const type = status >= 500 ? 'Receiver' : 'Sender';
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: `<ErrorResponse${attribute}><Error><Type>${type}</Type><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  };
}

function readRequest(request: WireRequest): Form {
  try {
    const body = request.method === 'POST' ? request.body : new Uint8Array();
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return readForm([...request.query, ...readPairs(text.replaceAll('+', ' '))]);
  } catch (cause) {
    if (cause instanceof ServiceError) throw cause;
    const message = 'The form is malformed: it holds a bad escape, or is not UTF-8.';
    throw new ServiceError('MalformedInput', message, { status: 400, cause });
  }
}

function invalidAction(name: string, version: string | undefined): ServiceError {
  if (name === '') return new ServiceError('MissingAction', 'Missing Action', { status: 400 });
  return new ServiceError(
    'InvalidAction',
    `Could not find operation ${name} for version ${version ?? 'NO_VERSION_SPECIFIED'}`,
    { status: 400 },
  );
}

function refuseViolations(
  broken: readonly Violation[],
  wording: ((violation: Violation) => string | undefined) | undefined,
): void {
  const [first] = broken;
  if (first === undefined) return;
  const words = broken.length === 1 ? wording?.(first) : undefined;
  if (words !== undefined) throw new ServiceError('ValidationError', words, { status: 400 });
  throw validationError('ValidationError', broken);
}

function writeOutput(
  { name, output: schema }: Operation,
  output: unknown,
  xmlNamespace: string,
  call: Call,
): WireResponse {
  const metadata = `<ResponseMetadata><RequestId>${call.requestId}</RequestId></ResponseMetadata>`;
  const body = `<${name}Response xmlns="${xmlNamespace}">${result(name, schema, output)}${metadata}</${name}Response>`;
  return {
    status: 200,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': call.requestId },
    body,
  };
}

/** The output stands in an element of its own, `CreateRoleResult` inside `CreateRoleResponse`. */
function result(name: string, schema: NormalizedSchema, output: unknown): string {
  if (!schema.isStructSchema()) return '';
  const serializer = new XmlShapeSerializer({
    timestampFormat: { useTrait: true, default: 5 },
    xmlNamespace: '',
    serviceNamespace: '',
  });
  serializer.write(NormalizedSchema.of(renamed(schema, `${name}Result`)), output);
  return String(serializer.flush());
}

function renamed(schema: NormalizedSchema, name: string): StaticStructureSchema {
  const members = [...schema.structIterator()];
  return [
    3,
    'com.amazonaws.result',
    name,
    0,
    members.map(([member]) => member),
    members.map(([, member]) => member),
  ];
}
