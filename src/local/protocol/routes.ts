import type { Operation, ServiceModel } from './serviceModel.ts';

export interface Route {
  readonly operation: Operation;
  /** Decoded values of the path's labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Finds the operation of a REST request by the URI templates of the model. */
export type Router = (
  method: string,
  path: string,
  query: readonly (readonly [string, string])[],
) => Route | undefined;

interface Template {
  readonly operation: Operation;
  readonly segments: readonly Segment[];
  /** Query parameters that the template itself demands, e.g. `find=LayerVersion`. */
  readonly query: readonly string[];
}

type Segment = { readonly literal: string } | { readonly label: string };

export function createRouter(model: ServiceModel): Router {
  const byShape = new Map<string, Template[]>();
  for (const operation of model.operations.values()) {
    if (operation.http === undefined) continue;
    const template = readTemplate(operation, operation.http.uri);
    const shape = `${operation.http.method} ${template.segments.length}`;
    byShape.set(shape, [...(byShape.get(shape) ?? []), template].sort(mostSpecificFirst));
  }
  return (method, path, query) => {
    const segments = split(path);
    const pairs = new Set(query.map(([name, value]) => `${name}=${value}`));
    for (const template of byShape.get(`${method} ${segments.length}`) ?? []) {
      const labels = match(template.segments, segments);
      if (labels !== undefined && template.query.every((pair) => pairs.has(pair))) {
        return { operation: template.operation, labels };
      }
    }
    return undefined;
  };
}

function readTemplate(operation: Operation, uri: string): Template {
  const [path = '', query = ''] = uri.split('?');
  return {
    operation,
    segments: split(path).map((segment) => {
      const label = /^\{(\w+)\+?\}$/.exec(segment)?.[1];
      return label === undefined ? { literal: segment } : { label };
    }),
    query: query === '' ? [] : query.split('&'),
  };
}

/** A slash at the end makes no difference: AWS' own models disagree about it. */
function split(path: string): string[] {
  return path.replace(/^\/|\/$/g, '').split('/');
}

function match(
  template: readonly Segment[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const segment = segments[index] ?? '';
    if ('literal' in expected) {
      if (segment !== expected.literal) return undefined;
    } else {
      if (segment === '') return undefined;
      labels[expected.label] = decodeURIComponent(segment);
    }
  }
  return labels;
}

function mostSpecificFirst(a: Template, b: Template): number {
  return b.query.length - a.query.length || literals(b) - literals(a);
}

function literals(template: Template): number {
  return template.segments.filter((segment) => 'literal' in segment).length;
}
