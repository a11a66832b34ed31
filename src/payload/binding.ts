import { tenantIdPattern } from './invokeOptions.ts';

/** Which function a payload file is for. */
export interface Binding {
  readonly functionName: string;
  /** A version or an alias; undefined means `$LATEST`. */
  readonly qualifier?: string | undefined;
  readonly type?: BindingType | undefined;
  /** The only account in which the binding may be used, twelve digits. */
  readonly account?: string | undefined;
  /** The only region in which the binding may be used. */
  readonly region?: string | undefined;
  /** For functions with tenant isolation. */
  readonly tenantId?: string | undefined;
  /** Whether the variables of the file are filled in when it is sent. */
  readonly variables?: boolean | undefined;
}

export type BindingType = 'RequestResponse' | 'Event' | 'DryRun';

/** What is wrong with a binding's members, in half sentences. */
export function bindingFaults(value: Readonly<Record<string, unknown>>): string[] {
  const faults: string[] = [];
  const check = (key: string, rule: RegExp, what: string) => {
    const member = value[key];
    if (member !== undefined && !(typeof member === 'string' && rule.test(member)))
      faults.push(`"${key}" must be ${what}`);
  };
  check('function', functionRule, 'the name or ARN of a function');
  check('qualifier', /^(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9_-]{1,128})$/, 'a version or an alias');
  check('type', /^(RequestResponse|Event|DryRun)$/, 'RequestResponse, Event or DryRun');
  check('account', /^\d{12}$/, 'an account id, twelve digits in quotes');
  check('region', /^[a-z]{2,5}(-[a-z]+)+-\d{1,2}$/, 'a region such as eu-west-1');
  check('tenantId', tenantIdPattern, 'a tenant id');
  const { variables } = value;
  if (variables !== undefined && typeof variables !== 'boolean')
    faults.push('"variables" must be true or false');
  return faults;
}

/** A name, a partial or a whole ARN, as Invoke's FunctionName takes them, without a qualifier. */
const functionRule =
  /^(arn:aws[a-zA-Z-]*:lambda:[a-z0-9-]+:\d{12}:function:|\d{12}:function:)?[a-zA-Z0-9_-]{1,64}$/;

/** `name:qualifier`, `name`, or an ARN with or without one. */
export function splitQualifier(text: string): Pick<Binding, 'functionName' | 'qualifier'> {
  const match =
    /^((?:arn:[^:]*:lambda:[^:]*:[^:]*:function:|\d{12}:function:)?[^:]*)(?::(.*))?$/s.exec(text);
  const [, functionName = text, qualifier] = match ?? [];
  return qualifier === undefined ? { functionName } : { functionName, qualifier };
}

/** `orders`, or `orders:live`. */
export function targetName({
  functionName,
  qualifier,
}: Pick<Binding, 'functionName' | 'qualifier'>): string {
  return qualifier ? `${functionName}:${qualifier}` : functionName;
}

/** From members that `bindingFaults` found nothing wrong with; others than a binding's are left out. */
export function toBinding(
  functionName: string,
  members: Readonly<Record<string, unknown>>,
): Binding {
  const { qualifier, type, account, region, tenantId, variables } = members;
  return {
    functionName,
    ...(typeof qualifier === 'string' ? { qualifier } : {}),
    ...(isBindingType(type) ? { type } : {}),
    ...(typeof account === 'string' ? { account } : {}),
    ...(typeof region === 'string' ? { region } : {}),
    ...(typeof tenantId === 'string' ? { tenantId } : {}),
    ...(typeof variables === 'boolean' ? { variables } : {}),
  };
}

function isBindingType(value: unknown): value is BindingType {
  return value === 'RequestResponse' || value === 'Event' || value === 'DryRun';
}
