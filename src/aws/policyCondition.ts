import { mistake, type PolicyProblem, type StatementPlace } from './policyProblem.ts';

/** A Condition: operators, each with keys of the request and the values that they are compared with. */
export function conditionProblems(
  condition: unknown,
  { which, path }: StatementPlace,
): PolicyProblem[] {
  if (condition === undefined) return [];
  const here = [...path, 'Condition'];
  const wrong = (what: string, where: PolicyProblem['path']) => mistake(`${which}: ${what}`, where);
  const entries = entriesOf(condition);
  if (entries === undefined) return [wrong('Condition is not an object.', here)];
  return entries.flatMap(([operator, block]) => {
    const place = [...here, operator];
    if (!isOperator(operator)) {
      return [wrong(`${operator} is no operator of conditions; StringEquals is.`, place)];
    }
    const keys = entriesOf(block);
    if (keys === undefined) {
      return [wrong(`${operator} is an object of keys and values.`, place)];
    }
    return keys.flatMap(([key, value]) => [
      ...(/^[A-Za-z0-9-]+:.+$/.test(key)
        ? []
        : [
            wrong(`${key} is no condition key: it has a service and a colon, e.g. aws:SourceArn.`, [
              ...place,
              key,
            ]),
          ]),
      ...(values(value).every(isValue)
        ? []
        : [wrong(`the value of ${key} is a text or a list of texts.`, [...place, key])]),
    ]);
  });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function isOperator(text: string): boolean {
  const [, name = ''] = /^(?:For(?:All|Any)Values?:)?(.*?)(?:IfExists)?$/i.exec(text) ?? [];
  return operators.test(name);
}

const operators =
  /^(String(Not)?(Equals|EqualsIgnoreCase|Like)|Numeric(Not)?Equals|Numeric(LessThan|GreaterThan)(Equals)?|Date(Not)?Equals|Date(LessThan|GreaterThan)(Equals)?|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like)|Null)$/i;

function entriesOf(value: unknown): [string, unknown][] | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : undefined;
}

function values(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isValue(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
