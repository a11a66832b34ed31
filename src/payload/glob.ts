/**
 * A pattern for paths with `/`: `*` and `?` within a segment, `**` for any number of segments,
 * `{a,b}` for one of several. Without a `/` it matches the file's name in any folder.
 */
export function globMatches(glob: string, path: string): boolean {
  const pattern = glob.replace(/^\.?\//, '');
  const anchored = pattern !== glob;
  return alternatives(pattern).some((one) =>
    toExpression(anchored || one.includes('/') ? one : `**/${one}`).test(path),
  );
}

/** A glob for the file at this path: what would be a wildcard in its name stands for any one character. */
export function globOf(path: string): string {
  const literal = path.replace(/[*?{},]/g, '?');
  return literal.includes('/') ? literal : `./${literal}`;
}

/** How much of a path a glob pins down: the greater, the more specific. */
export function specificity(glob: string): readonly number[] {
  const pattern = glob.replace(/^\.?\//, '');
  const literal = pattern.replace(/[*?{}]/g, '').length;
  const wild = (pattern.match(/\*\*|\*|\?|\{/g) ?? []).length;
  const deep = (pattern.match(/\*\*/g) ?? []).length;
  return [wild === 0 ? 1 : 0, pattern.split('/').length - deep, literal, -deep, -wild];
}

/** What is wrong with a glob, or undefined. */
export function globFault(glob: string): string | undefined {
  if (glob.trim() === '') return 'is empty';
  let depth = 0;
  for (const character of glob) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth < 0) break;
  }
  return depth === 0 ? undefined : 'has a brace without its partner';
}

/** `a{b,c{d,e}}` → `ab`, `acd`, `ace`. */
function alternatives(glob: string): string[] {
  const open = glob.indexOf('{');
  if (open < 0) return [glob];
  const parts: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < glob.length; at++) {
    const character = glob[at];
    if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    if ((character === ',' && depth === 1) || depth === 0) {
      parts.push(glob.slice(start, at));
      start = at + 1;
    }
    if (depth === 0) {
      const rest = glob.slice(at + 1);
      return parts.flatMap((part) => alternatives(glob.slice(0, open) + part + rest));
    }
  }
  return [glob];
}

function toExpression(glob: string): RegExp {
  const source = glob.replace(/\*\*\/|\*\*|\*|\?|[\\^$.|+()[\]{}]/g, (part) => {
    if (part === '**/') return '(?:[^/]+/)*';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : `\\${part}`;
  });
  return new RegExp(`^${source}$`, 'su');
}
