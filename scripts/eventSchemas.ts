// Makes the JSON schemas of payload files from the types of events: what the editor knows of `*.s3-event.json`.
import { createGenerator } from 'ts-json-schema-generator';

type Schema = Readonly<Record<string, unknown>>;

/** Schemas by the kind of event, e.g. `s3-event`. */
export function makeEventSchemas(): ReadonlyMap<string, Schema> {
  const { properties = {}, definitions = {} } = createGenerator({
    path: 'src/payload/events/eventTypes.ts',
    tsconfig: 'tsconfig.json',
    type: 'EventTypes',
    expose: 'none',
    topRef: false,
    jsDoc: 'none',
    // AWS adds members without notice.
    additionalProperties: true,
    skipTypeCheck: true,
  }).createSchema('EventTypes');
  return new Map(
    Object.entries(properties).map(([kind, schema]) => {
      const whole = { ...Object(adapt(schema)) };
      const refers = JSON.stringify(schema).includes('"$ref"');
      return [kind, refers ? { ...whole, definitions: adapt(definitions) } : whole];
    }),
  );
}

function adapt(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(adapt);
  if (typeof node !== 'object' || node === null) return node;
  const members = Object.fromEntries(
    Object.entries(node).map(([name, member]) => [name, adapt(member)]),
  );
  if (members['type'] === 'number') return { ...members, ...numberOrVariable };
  return isAttributeValue(members) ? { ...members, ...exactlyOne } : members;
}

/** A variable can stand where a number does: it becomes one before it is sent. */
const numberOrVariable = {
  type: ['number', 'string'],
  pattern: '^\\{\\{\\s*\\$now\\s+unix(Ms)?\\s*\\}\\}$',
  patternErrorMessage: 'Expected a number, or "{{$now unix}}" or "{{$now unixMs}}".',
};

/** The generator takes a union of objects with one member each for one object with all of them. */
const exactlyOne = { required: undefined, minProperties: 1, maxProperties: 1 };

/** DynamoDB's: `{ "S": "tea" }`, `{ "N": "3" }` and so on. */
function isAttributeValue({ required }: Schema): boolean {
  return Array.isArray(required) && required.includes('BOOL') && required.includes('NS');
}
