import type { FilledIn } from '../../payload/payloadFile.ts';
import { findPlaceholders } from '../../payload/placeholders.ts';

/** What a person must know of the variables in what was sent. */
export function variableNotes(sent: Uint8Array, filledIn: FilledIn | undefined): string[] {
  if (filledIn) {
    const { hidden } = filledIn;
    return [
      'its variables were filled in',
      ...(hidden.length === 0
        ? []
        : [
            `not shown, and the invocation not kept in the history: the values of ${hidden.join(', ')}`,
          ]),
    ];
  }
  const { found } = findPlaceholders(sent);
  return found.length === 0
    ? []
    : ['its variables were sent as they are: Use Variables in Payload File has them filled in'];
}
