import {
  functionDescriptionProblem,
  handlerProblem,
  memoryProblem,
  roleArnProblem,
  timeoutProblem,
} from '../../../aws/names.ts';
import { lifeCycle } from '../../../aws/packaging/runtimes.ts';
import type { Problem } from '../../../openedDocument.ts';
import {
  anyObject,
  both,
  type Check,
  number,
  object,
  oneOf,
  orNull,
  problemsOf,
  text,
} from '../checks.ts';
import { environmentCheck } from './environmentCheck.ts';

/** What is wrong with a configuration, by the constraints of Lambda's API and by what is wise. */
export function configurationProblems(document: string): readonly Problem[] {
  return problemsOf(document, configuration);
}

const logLevels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

const logging: Check = object('LoggingConfig', {
  LogFormat: oneOf('the log format', ['JSON', 'Text']),
  ApplicationLogLevel: oneOf('the level', logLevels),
  SystemLogLevel: oneOf('the level', ['DEBUG', 'INFO', 'WARN']),
  LogGroup: text('the log group', logGroupProblem),
});

/** https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html */
const levelsNeedJson: Check = (node, report) => {
  const members = new Map(
    (node.children ?? []).map(({ children: [key, value] = [] }) => [key?.value, value]),
  );
  if (members.get('LogFormat')?.value !== 'Text') return;
  for (const level of ['ApplicationLogLevel', 'SystemLogLevel']) {
    const value = members.get(level);
    if (value) report(value, `${level} can be set when LogFormat is "JSON" only.`);
  }
};

const url: Check = object('FunctionUrl', {
  AuthType: both(oneOf('AuthType', ['AWS_IAM', 'NONE']), (node, report) => {
    if (node.value !== 'NONE') return;
    report(
      node,
      'Requests need no signature: whoever the resource policy lets in may call the function.',
      'warning',
    );
  }),
  InvokeMode: oneOf('InvokeMode', ['BUFFERED', 'RESPONSE_STREAM']),
  Cors: anyObject('Cors', () => undefined),
});

const urlNeedsAuthType: Check = (node, report) => {
  const named = node.children?.some(({ children: [key] = [] }) => key?.value === 'AuthType');
  if (node.type === 'object' && !named) report(node, 'A function URL needs an AuthType.');
};

const configuration: Check = object('the configuration', {
  Description: text('the description', functionDescriptionProblem),
  Runtime: both(text('the runtime', nothing), runtimeLife),
  Handler: text('the handler', handlerProblem),
  Role: text('the role', roleArnProblem),
  MemorySize: number('MemorySize', memoryProblem),
  Timeout: number('Timeout', timeoutProblem),
  Environment: object('Environment', { Variables: environmentCheck }),
  LoggingConfig: both(logging, levelsNeedJson),
  ReservedConcurrentExecutions: orNull(
    both(number('ReservedConcurrentExecutions', wholeNumber), (node, report) => {
      if (node.value === 0)
        report(node, 'With 0 the function cannot be invoked at all.', 'warning');
    }),
  ),
  FunctionUrl: orNull(both(url, urlNeedsAuthType)),
});

function runtimeLife(...[node, report]: Parameters<Check>): void {
  const life = lifeCycle(String(node.value), new Date());
  if (!life || life.inService) return;
  const until = life.updatable
    ? `no function with it can be updated from ${life.updateBlocked} on`
    : `no function with it can be updated since ${life.updateBlocked}`;
  report(
    node,
    `${node.value} has been at its end of life since ${life.deprecated}; ${until}.`,
    'warning',
  );
}

function logGroupProblem(name: string): string | undefined {
  return /^[.\-_/#A-Za-z0-9]{1,512}$/.test(name)
    ? undefined
    : 'A log group has 1 to 512 letters (A–Z), digits and .-_/#';
}

function wholeNumber(value: string): string | undefined {
  return /^\d+$/.test(value) ? undefined : 'It is a whole number from 0 on, or null for none.';
}

function nothing(): undefined {
  return undefined;
}
