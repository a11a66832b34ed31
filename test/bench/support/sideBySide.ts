import { median } from '../figure.ts';

/** One turn of a contender; answers its own time in ms, without what it had to prepare. */
type Turn = () => Promise<number>;

export interface Times<Name extends string> {
  /** ms */
  medianOf(name: Name): number;
  /** The median of what one took on top of another in the same round; ms. */
  onTop(name: Name, base: Name): number;
}

export interface SideBySide<Name extends string> {
  readonly rounds: number;
  /** Rounds that do not count, before those that do. */
  readonly warmUp: number;
  readonly contenders: Readonly<Record<Name, Turn>>;
}

/**
 * Lets the contenders take turns, each round in another order, so that what else the machine does
 * falls on all of them alike.
 */
export async function sideBySide<Name extends string>(run: SideBySide<Name>): Promise<Times<Name>> {
  const turns = Object.entries<Turn>(run.contenders);
  const times = new Map<string, number[]>(turns.map(([name]) => [name, []]));
  for (let round = 0; round < run.warmUp + run.rounds; round += 1) {
    const first = round % turns.length;
    for (const [name, turn] of [...turns.slice(first), ...turns.slice(0, first)]) {
      const time = await turn();
      if (round >= run.warmUp) times.get(name)?.push(time);
    }
  }
  const of = (name: Name) => times.get(name) ?? [];
  return {
    medianOf: (name) => median(of(name)),
    onTop: (name, base) => {
      const bases = of(base);
      return median(of(name).map((time, round) => time - (bases[round] ?? Number.NaN)));
    },
  };
}

/** ms */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
