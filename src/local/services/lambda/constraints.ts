import { readConstraints } from '../../protocol/modelConstraints.ts';
import model from './model.json' with { type: 'json' };

export const constraints = readConstraints(model, {
  // Checked by `runtimes.ts`: AWS refuses an unknown runtime under another code.
  Runtime: {},
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
