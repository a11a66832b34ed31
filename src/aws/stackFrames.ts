/** A stack without the frames of Lambda's own runtime and of Node's inside, and how many these were. */
export interface OwnFrames {
  readonly lines: readonly string[];
  readonly hidden: number;
}

/**
 * The person's own frames alone. A stack that has none of them stays whole: then it is the runtime that
 * failed, e.g. to find the handler.
 */
export function ownFrames(lines: readonly string[]): OwnFrames {
  const frames = lines.filter(isFrame);
  const foreign = frames.filter(isForeign);
  if (foreign.length === 0 || foreign.length === frames.length) return { lines, hidden: 0 };
  let within = false;
  const own = lines.filter((line) => {
    if (isFrame(line)) within = isForeign(line);
    // Below a frame, Python quotes its line of code, deeper than the frame itself.
    else if (within && !/^ {4,}\S|^\s+[~^]+\s*$/.test(line)) within = false;
    return !within;
  });
  return { lines: own, hidden: foreign.length };
}

/**
 * `    at f (file:1:2)` of Node, `  File "file", line 1, in f` of Python, `file.rb:1:in 'f'` of Ruby,
 * `f (file.go:1)`, `file: line 1: message` of a shell.
 */
function isFrame(line: string): boolean {
  return /^\s*(at |File "|\S+\.[a-z]+:\d+|\S+: line \d+)|\(\S+:\d+\)\s*$/i.test(line);
}

function isForeign(line: string): boolean {
  return /\/var\/runtime\/|\(?node:internal\//.test(line);
}
