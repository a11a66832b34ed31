import { anyObject, type Check, nodeValue } from '../checks.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
export const environmentCheck: Check = (node, report) => {
  variables(node, report);
  const size = Buffer.byteLength(JSON.stringify(nodeValue(node) ?? {}));
  if (size > most) {
    report(node, `Names and values take ${size} bytes; Lambda takes ${most} at most.`);
  }
};

const most = 4096;

const variables = anyObject('Variables', (key, value, report) => {
  const problem = variableNameProblem(key.value);
  if (problem) report(key, problem);
  if (value.type !== 'string')
    report(value, `The value of ${key.value} is a text, in double quotes.`);
});

/** What is wrong with the name of a variable of a function's environment. */
function variableNameProblem(name: string): string | undefined {
  if (!/^[a-zA-Z][a-zA-Z0-9_]+$/.test(name)) {
    return `${name || 'The empty name'} is no name of a variable: a letter, then one or more letters, digits and _`;
  }
  return reserved.has(name) ? `Lambda sets ${name} itself.` : undefined;
}

const reserved = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
]);
