import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticErrorSchema, StaticOperationSchema } from '@smithy/types';

/** What a service can be asked, as the schemas of its SDK client tell. */
export interface ServiceModel {
  readonly operations: ReadonlyMap<string, Operation>;
  /** By the code on the wire. */
  readonly errors: ReadonlyMap<string, ErrorShape>;
}

export interface Operation {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** Of REST protocols. */
  readonly http:
    | { readonly method: string; readonly uri: string; readonly status: number }
    | undefined;
}

export interface ErrorShape {
  readonly status: number;
  /** Members as the model spells them: `message` or `Message`, perhaps `Type`. */
  readonly members: readonly string[];
  readonly fault: 'client' | 'server';
}

/** Collects what an SDK client package exports beside its commands: `CreateFunction$` and so on. */
export function readServiceModel(client: Readonly<Record<string, unknown>>): ServiceModel {
  const operations = new Map<string, Operation>();
  const errors = new Map<string, ErrorShape>();
  for (const schema of Object.values(client)) {
    if (isOperation(schema)) {
      const [, , name, traits, input, output] = schema;
      operations.set(name, {
        name,
        input: NormalizedSchema.of(input),
        output: NormalizedSchema.of(output),
        http: httpOf(traits),
      });
    } else if (isError(schema)) {
      const [, , name, traits, members] = schema;
      const { awsQueryError, httpError, error } = Object(traits);
      errors.set(Array.isArray(awsQueryError) ? String(awsQueryError[0]) : name, {
        status: Number(httpError ?? 400),
        members,
        fault: error === 'server' ? 'server' : 'client',
      });
    }
  }
  return { operations, errors };
}

function httpOf(traits: StaticOperationSchema[3]): Operation['http'] {
  if (typeof traits !== 'object' || traits.http === undefined) return undefined;
  const [method, uri, status] = traits.http;
  return { method, uri, status };
}

/** The numbers that mark schemas: see `StaticSchemaIdOperation` and `StaticSchemaIdError`. */
function isOperation(schema: unknown): schema is StaticOperationSchema {
  return Array.isArray(schema) && schema[0] === 9;
}

function isError(schema: unknown): schema is StaticErrorSchema {
  return Array.isArray(schema) && schema[0] === -3;
}
