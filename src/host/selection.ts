import type { State } from '../app.ts';

/** The name of the connection to the account on this machine. */
export const local = 'local';

export interface SelectionOptions {
  /** Of the workspace. */
  readonly state: State;
  /** The setting `lambdaBench.connection`: the name of a connection. */
  readonly preset: () => string | undefined;
}

/** Which connection this workspace uses, and in which region. */
export interface Selection {
  name(): string;
  select(name: string): Promise<void>;
  /** What was chosen here instead of the connection's own. */
  regionOf(name: string): string | undefined;
  /** For the selected connection; undefined: its own. */
  changeRegion(region: string | undefined): Promise<void>;
}

/** The newer of what the person chose here and what the setting says; the local connection else. */
export function createSelection({ state, preset }: SelectionOptions): Selection {
  const name = () => {
    const { chosen, instead }: { chosen?: unknown; instead?: unknown } = Object(
      state.get('connection'),
    );
    const setting = preset();
    return typeof chosen === 'string' && instead === (setting ?? null)
      ? chosen
      : (setting ?? local);
  };
  const regions = (): Readonly<Record<string, unknown>> => Object(state.get('regions'));
  return {
    name,
    async select(chosen) {
      await state.set('connection', { chosen, instead: preset() ?? null });
    },
    regionOf(connection) {
      const region = Object.hasOwn(regions(), connection) ? regions()[connection] : undefined;
      return typeof region === 'string' ? region : undefined;
    },
    async changeRegion(region) {
      const { [name()]: _before, ...others } = regions();
      await state.set('regions', region === undefined ? others : { ...others, [name()]: region });
    },
  };
}
