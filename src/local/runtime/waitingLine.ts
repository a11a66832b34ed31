/** Those who wait, function by function; the functions take turns. */
export interface WaitingLine<Waiter> {
  add(functionArn: string, waiter: Waiter): void;
  /** Who comes next of this function, and stays where it is. */
  first(functionArn: string): Waiter | undefined;
  /** Takes the first of this function. */
  takeFirst(functionArn: string): Waiter | undefined;
  /** Takes the first of the function whose turn it is: where others wait, not that which had its turn. */
  takeNext(hadItsTurn?: string): Waiter | undefined;
  /** Whether anybody waits for another function than this one. */
  hasOthers(functionArn: string): boolean;
  takeAll(): Waiter[];
}

export function createWaitingLine<Waiter>(): WaitingLine<Waiter> {
  /** Never an empty one; the first is that of the function whose turn it is. */
  const lines = new Map<string, Waiter[]>();
  const take = (functionArn: string, line: Waiter[]): Waiter | undefined => {
    const waiter = line.shift();
    if (line.length === 0) lines.delete(functionArn);
    return waiter;
  };
  return {
    add(functionArn, waiter) {
      const line = lines.get(functionArn);
      if (line === undefined) lines.set(functionArn, [waiter]);
      else line.push(waiter);
    },
    first: (functionArn) => lines.get(functionArn)?.[0],
    takeFirst: (functionArn) => take(functionArn, lines.get(functionArn) ?? []),
    takeNext(hadItsTurn) {
      const [first, second] = lines;
      const next = first?.[0] === hadItsTurn ? (second ?? first) : first;
      if (next === undefined) return undefined;
      const [functionArn, line] = next;
      lines.delete(functionArn);
      if (line.length > 1) lines.set(functionArn, line);
      return line.shift();
    },
    hasOthers: (functionArn) => lines.size > (lines.has(functionArn) ? 1 : 0),
    takeAll() {
      const all = [...lines.values()].flat();
      lines.clear();
      return all;
    },
  };
}
