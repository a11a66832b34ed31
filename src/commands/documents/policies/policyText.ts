import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { type PolicyKind, policyProblems } from '../../../aws/policyDocument.ts';
import type { JsonPath, PolicyProblem } from '../../../aws/policyProblem.ts';
import type { Problem } from '../../../openedDocument.ts';
import { formatJson } from '../../../payload/formatJson.ts';

/** A policy as its author laid it out; one in a single line over lines. */
export function laidOut(document: string): string {
  return document.includes('\n') ? document : `${formatJson(document)}\n`;
}

/** What is wrong with a policy, where it stands in the text; nothing in what is not JSON, which its editor says already. */
export function policyTextProblems(text: string, kind: PolicyKind): readonly Problem[] {
  return placed(text, (document) => policyProblems(document, kind));
}

export function placed(
  text: string,
  problems: (text: string) => readonly PolicyProblem[],
): readonly Problem[] {
  const root = parseTree(text, undefined, { disallowComments: true });
  if (root === undefined || !isJson(text)) return [];
  return problems(text).map(({ message, severity, path, ofName = false }) => {
    const { offset, length } = nodeAt(root, path, ofName);
    return { message, severity, start: offset, end: offset + length };
  });
}

/** What the path leads to, of what is missing what lacks it. A whole statement in red says less than its beginning. */
function nodeAt(root: Node, path: JsonPath, ofName: boolean): Pick<Node, 'offset' | 'length'> {
  const found = findNodeAtLocation(root, [...path]);
  if (found === undefined) return nodeAt(root, path.slice(0, -1), ofName);
  const name = found.parent?.type === 'property' ? found.parent.children?.[0] : undefined;
  const isLong = found.type === 'object' || found.type === 'array';
  if (name !== undefined && (ofName || isLong)) return name;
  return isLong ? { offset: found.offset, length: 1 } : found;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
