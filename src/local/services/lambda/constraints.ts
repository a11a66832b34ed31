import { Runtime } from '@aws-sdk/client-lambda';
import type { Constraints } from '../../protocol/constraints.ts';
import { readConstraints } from '../../protocol/modelConstraints.ts';
import model from './model.json' with { type: 'json' };

const read = readConstraints(model, {
  Runtime: { values: Object.values(Runtime) },
  Weight: { min: 0, max: 1, double: true },
  // More is for managed instances only, which are not served.
  MemorySize: { min: 128, max: 10240 },
  Timeout: { min: 1, max: 900 },
  NumericLatestPublishedOrAliasQualifier: {
    min: 1,
    max: 128,
    pattern: '\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+',
  },
  TaggableResource: {
    min: 1,
    max: 256,
    pattern: model.shapes.TaggableResource.pattern.replace(
      '|code-signing',
      '|layer:([a-zA-Z0-9-_]+)|code-signing',
    ),
  },
});

// Checked by `runtimes.ts`: AWS refuses an unknown runtime of a function under another code.
const anyRuntime = { Runtime: {} };

export const constraints: Constraints = {
  ...read,
  CreateFunctionRequest: { ...read['CreateFunctionRequest'], ...anyRuntime },
  UpdateFunctionConfigurationRequest: {
    ...read['UpdateFunctionConfigurationRequest'],
    ...anyRuntime,
  },
};
