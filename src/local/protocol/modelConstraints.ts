import type { Constraint, Constraints } from './constraints.ts';

/** Constraints as a service's model has them: of its simple shapes, and the shapes of members. */
export interface ModelConstraints {
  /** `each` and `key` name shapes. */
  readonly shapes: Readonly<Record<string, ModelShape>>;
  readonly members: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface ModelShape extends Omit<Constraint, 'each' | 'key'> {
  readonly each?: string;
  readonly key?: string;
}

/** `revised`: shapes that AWS has changed since, as its messages show; an empty one is not checked. */
export function readConstraints(
  model: ModelConstraints,
  revised: Readonly<Record<string, Constraint>> = {},
): Constraints {
  const constraintOf = (shape: string): Constraint => {
    const { each, key, ...own } = model.shapes[shape] ?? {};
    return (
      revised[shape] ?? {
        ...own,
        ...(each === undefined ? {} : { each: constraintOf(each) }),
        ...(key === undefined ? {} : { key: constraintOf(key) }),
      }
    );
  };
  return mapValues(model.members, (members) => mapValues(members, constraintOf));
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
