interface Item {
  readonly functionName: string;
}

/**
 * Items wait in a lane for each function. The lanes take turns, and none has more than its share of
 * what is under way: a function with thousands of events does not keep the others waiting.
 */
export class Lanes<T extends Item> {
  readonly #most: number;
  readonly #share: number;
  readonly #waiting = new Map<string, T[]>();
  readonly #running = new Map<string, number>();
  #total = 0;

  constructor(limits: { readonly most: number; readonly share: number }) {
    this.#most = limits.most;
    this.#share = limits.share;
  }

  add(item: T): void {
    const lane = this.#waiting.get(item.functionName);
    if (lane === undefined) this.#waiting.set(item.functionName, [item]);
    else lane.push(item);
  }

  /** The item whose turn it is, from now on under way; undefined when none may be. */
  next(): T | undefined {
    if (this.#total === this.#most) return undefined;
    for (const [name, lane] of this.#waiting) {
      const running = this.#running.get(name) ?? 0;
      if (running === this.#share) continue;
      const item = lane.shift();
      this.#waiting.delete(name);
      if (lane.length > 0) this.#waiting.set(name, lane);
      this.#running.set(name, running + 1);
      this.#total += 1;
      return item;
    }
    return undefined;
  }

  /** An item that was under way is so no more. */
  finished({ functionName }: T): void {
    const running = (this.#running.get(functionName) ?? 1) - 1;
    if (running === 0) this.#running.delete(functionName);
    else this.#running.set(functionName, running);
    this.#total -= 1;
  }

  /** Takes away those that wait. */
  clear(functionName: string): void {
    this.#waiting.delete(functionName);
  }
}
