/** How many items may be under way: less when Lambda throttles, more again when it does not. */
export interface Pace {
  /** How many may be under way now. */
  readonly limit: number;
  /** Resolves when one more may be sent. */
  enter(): Promise<Turn>;
}

export interface Turn {
  answered(): void;
  throttled(): void;
  /** Ended in another way. */
  over(): void;
}

/** Halves with each wave of refusals; grows by one for each `limit` answers without one. */
export function createPace(most: number): Pace {
  const waiting: (() => void)[] = [];
  let limit = most;
  let underWay = 0;
  let answers = 0;
  /** Turns that began before the last halving say nothing new. */
  let wave = 0;

  function leave(): void {
    underWay -= 1;
    admit();
  }

  function admit(): void {
    while (underWay < limit) {
      const next = waiting.shift();
      if (next === undefined) return;
      underWay += 1;
      next();
    }
  }

  function turn(): Turn {
    const begun = wave;
    return {
      answered() {
        answers += 1;
        if (limit < most && answers >= limit) {
          limit += 1;
          answers = 0;
        }
        leave();
      },
      throttled() {
        if (begun === wave) {
          limit = Math.max(1, Math.floor(limit / 2));
          answers = 0;
          wave += 1;
        }
        leave();
      },
      over: leave,
    };
  }

  return {
    get limit() {
      return limit;
    },
    async enter() {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        admit();
      });
      return turn();
    },
  };
}
