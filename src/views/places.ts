import type { Row } from '../app/row.ts';

/** Where rows stand in their tree. */
export interface Places {
  /** Places the rows below a parent; undefined is the view itself. Answers them. */
  place<T extends readonly Row[]>(parent: Row | undefined, rows: T): T;
  /** Unique, and the same when the same thing is listed again. */
  idOf(row: Row): string;
  parentOf(row: Row): Row | undefined;
  has(row: Row): boolean;
}

export function createPlaces(): Places {
  const places = new WeakMap<Row, { readonly id: string; readonly parent: Row | undefined }>();
  const idOf = (row: Row): string => places.get(row)?.id ?? keyOf(row);
  return {
    place(parent, rows) {
      for (const row of rows) {
        const id = parent ? `${idOf(parent)}\n${keyOf(row)}` : keyOf(row);
        places.set(row, { id, parent });
      }
      return rows;
    },
    idOf,
    parentOf: (row) => places.get(row)?.parent,
    has: (row) => places.has(row),
  };
}

/** What tells a row from the others below the same parent. */
function keyOf(row: Row): string {
  switch (row.kind) {
    case 'function':
      return row.function.arn;
    case 'namedFunction':
      return row.functionName;
    case 'functionGroup':
      return `${row.kind} ${row.name}`;
    case 'role':
      return row.role.arn;
    case 'payload':
      return row.path;
    case 'permission':
      return `${row.kind} ${row.qualifier ?? ''} ${row.permission.sid}`;
    case 'trigger':
    case 'disabledTrigger':
      return `trigger ${row.trigger.uuid}`;
    case 'attachedPolicy':
      return `${row.kind} ${row.policy.arn}`;
    case 'inlinePolicy':
      return `${row.kind} ${row.name}`;
    case 'qualifierPermissions':
    case 'alias':
    case 'version':
      return `${row.kind} ${row.qualifier.name}`;
    case 'variable':
    case 'shownVariable':
      return `variable ${row.name}`;
    case 'tag':
      return `${row.kind} ${row.key}`;
    case 'fact':
      return `${row.kind} ${row.label}`;
    default:
      return row.kind;
  }
}
