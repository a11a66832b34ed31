import type { State } from '../app.ts';

/** How the Functions view shows what is listed. */
export interface Arrangement {
  /** Words that must all be there, or a regular expression between slashes; empty for none. */
  readonly filter: string;
  readonly sort: Sort;
  readonly group: Group;
}

export type Sort = 'listed' | 'name' | 'changed' | 'runtime';
export type Group = 'none' | 'prefix' | 'runtime';

/** Functions by name that stand out, or are out of sight. */
export interface Marks {
  readonly favourites: readonly string[];
  readonly hidden: readonly string[];
}

export const arrangementKey = 'functions.arrangement';
export const marksKey = 'functions.marks';

const sorts: readonly Sort[] = ['listed', 'name', 'changed', 'runtime'];
const groups: readonly Group[] = ['none', 'prefix', 'runtime'];

/** What another version stored in another shape falls back to the usual. */
export function readArrangement(state: State): Arrangement {
  const { filter, sort, group }: Readonly<Record<string, unknown>> = Object(
    state.get(arrangementKey),
  );
  return {
    filter: typeof filter === 'string' && filterProblem(filter) === undefined ? filter : '',
    sort: sorts.find((each) => each === sort) ?? 'listed',
    group: groups.find((each) => each === group) ?? 'none',
  };
}

export async function arrangeAnew(state: State, change: Partial<Arrangement>): Promise<void> {
  await state.set(arrangementKey, { ...readArrangement(state), ...change });
}

/** What is wrong with a filter, in a sentence. */
export function filterProblem(filter: string): string | undefined {
  const pattern = patternOf(filter);
  if (pattern === undefined) return undefined;
  try {
    new RegExp(pattern, 'i');
    return undefined;
  } catch {
    return 'Between the slashes stands no regular expression.';
  }
}

/** Whether one of the texts of a thing fits. */
export function fits(filter: string, texts: readonly string[]): boolean {
  const pattern = patternOf(filter);
  if (pattern !== undefined) {
    const expression = new RegExp(pattern, 'i');
    return texts.some((text) => expression.test(text));
  }
  const whole = texts.join('\n').toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => whole.includes(word));
}

function patternOf(filter: string): string | undefined {
  return /^\/(.+)\/$/.exec(filter.trim())?.[1];
}

/** `place` is where the functions are, see `placeOf`. */
export function readMarks(state: State, place: string): Marks {
  const stored: unknown = Reflect.get(Object(state.get(marksKey)), place);
  const { favourites, hidden }: Readonly<Record<string, unknown>> = Object(stored);
  return { favourites: texts(favourites), hidden: texts(hidden) };
}

export async function mark(state: State, place: string, change: Partial<Marks>): Promise<void> {
  const all: Readonly<Record<string, unknown>> = Object(state.get(marksKey));
  await state.set(marksKey, { ...all, [place]: { ...readMarks(state, place), ...change } });
}

export function placeOf(target: { readonly connection: string; readonly region: string }): string {
  return `${target.connection}/${target.region}`;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
