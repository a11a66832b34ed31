import {
  InvokeCommand,
  type InvokeCommandInput,
  type InvokeCommandOutput,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { HttpRequest, type HttpResponse } from '@smithy/core/protocols';
import { createPooledInvocation, type PooledInvocationOptions } from './clients.ts';
import type { InvokeInput, InvokeOnce } from './invocation.ts';
import { prepareSignature, type SignPayload } from './invocationSignature.ts';
import type { Target } from './target.ts';

/**
 * For many invocations that differ in their payload only. The SDK composes what they share once and
 * reads every refusal; each payload then costs no more than a signature and an exchange.
 */
export function openInvocationPool(
  target: Target,
  options: PooledInvocationOptions,
): { readonly invokeOnce: InvokeOnce; close(): void } {
  const { client, transport } = createPooledInvocation(target, options);
  let prepared: Prepared | undefined;

  async function prepare({ Payload: _, ...input }: InvokeInput): Promise<Prepared> {
    const key = JSON.stringify(input);
    if (prepared?.key !== key) {
      const request = await compose(client, input);
      prepared = { key, request, sign: prepareSignature(request, target.region) };
    }
    return prepared;
  }

  const invokeOnce: InvokeOnce = async (input, sending) => {
    const { request, sign } = await prepare(input);
    const { credentials } = target;
    const keys = typeof credentials === 'function' ? await credentials() : credentials;
    const body = input.Payload;
    // By the service's clock, as far as the SDK has learnt it from refusals.
    const headers = sign(body, keys, Date.now() + client.config.systemClockOffset);
    const sent = new HttpRequest({ ...request, headers, body });
    const { response } = await transport.handle(sent, sending);
    return response.statusCode < 300 ? answerOf(response) : refusal(client, input, response);
  };

  return { invokeOnce, close: () => transport.destroy?.() };
}

interface Prepared {
  /** All of the input but the payload. */
  readonly key: string;
  readonly request: HttpRequest;
  readonly sign: SignPayload;
}

/** The request as the SDK has it before it signs. */
async function compose(client: LambdaClient, input: InvokeCommandInput): Promise<HttpRequest> {
  const command = new InvokeCommand({ ...input, Payload: new Uint8Array() });
  let composed: unknown;
  command.middlewareStack.add(
    () => async (args) => {
      composed = args.request;
      return { output: { $metadata: {} }, response: undefined };
    },
    { step: 'build', priority: 'low', name: 'composedOnly' },
  );
  await client.send(command);
  if (!HttpRequest.isInstance(composed)) throw new TypeError('The SDK composes no HTTP request.');
  return composed;
}

/** Throws as the SDK's client does for this answer. */
async function refusal(
  client: LambdaClient,
  input: InvokeInput,
  response: HttpResponse,
): Promise<InvokeCommandOutput> {
  const command = new InvokeCommand(input);
  command.middlewareStack.add(() => async () => ({ response }), {
    step: 'deserialize',
    priority: 'low',
    name: 'answeredAlready',
  });
  return client.send(command);
}

function answerOf({ statusCode, headers, body }: HttpResponse): InvokeCommandOutput {
  const requestId = headers['x-amzn-requestid'];
  return {
    $metadata: { httpStatusCode: statusCode, ...(requestId !== undefined && { requestId }) },
    StatusCode: statusCode,
    Payload: body,
    FunctionError: headers['x-amz-function-error'],
    LogResult: headers['x-amz-log-result'],
    ExecutedVersion: headers['x-amz-executed-version'],
  };
}
