import type { FunctionSummary, Functions, UrlMode } from '../lambdaFunction.ts';

/** Others may change a function at any time; ms. */
const goodFor = 10 * 60_000;

/** Remembers what is told of functions on the way, for whom must not wait for a lookup. */
export function remembering(
  functions: Omit<Functions, 'known' | 'knownUrlMode' | 'learnUrlMode'>,
  now: () => number = Date.now,
): Functions {
  const summaries = new Map<string, { readonly summary: FunctionSummary; readonly at: number }>();
  const modes = new Map<string, UrlMode>();
  /** Who may only invoke is refused once, not each time. */
  const asked = new Set<string>();

  function learn(summary: FunctionSummary): FunctionSummary {
    summaries.set(summary.name, { summary, at: now() });
    return summary;
  }

  function forget(name: string): void {
    summaries.delete(shortName(name));
    for (const key of [...modes.keys(), ...asked]) {
      if (!key.startsWith(modeKey(name, ''))) continue;
      modes.delete(key);
      asked.delete(key);
    }
  }

  const remembered: Functions = {
    ...functions,
    async *list(signal) {
      for await (const page of functions.list(signal)) {
        page.forEach(learn);
        yield page;
      }
    },
    async find(name, signal) {
      const found = await functions.find(name, signal);
      if (found) learn(found);
      else forget(name);
      return found;
    },
    create: async (input, options) => learn(await functions.create(input, options)),
    updateCode: async (...update) => learn(await functions.updateCode(...update)),
    async delete(name, signal) {
      await functions.delete(name, signal);
      forget(name);
    },
    async updateSettings(name, settings, options) {
      forget(name);
      await functions.updateSettings(name, settings, options);
    },
    async setUrl(name, settings, signal) {
      forget(name);
      await functions.setUrl(name, settings, signal);
    },
    async url(name, signal, qualifier) {
      const found = await functions.url(name, signal, qualifier);
      modes.set(modeKey(name, qualifier), modeOf(found?.settings));
      return found;
    },
    known(name) {
      const known = summaries.get(shortName(name));
      const isIt = known && (known.summary.name === name || known.summary.arn === name);
      return isIt && now() - known.at < goodFor ? known.summary : undefined;
    },
    knownUrlMode: (name, qualifier) => modes.get(modeKey(name, qualifier)),
    learnUrlMode(name, qualifier) {
      const key = modeKey(name, qualifier);
      if (asked.has(key)) return;
      asked.add(key);
      if (!modes.has(key)) remembered.url(name, undefined, qualifier).catch(() => undefined);
    },
  };
  return remembered;
}

function modeOf(settings: Readonly<{ InvokeMode?: unknown }> | undefined): UrlMode {
  return settings?.InvokeMode === 'RESPONSE_STREAM' ? 'RESPONSE_STREAM' : 'BUFFERED';
}

function modeKey(name: string, qualifier = '$LATEST'): string {
  return `${shortName(name)}:${qualifier}`;
}

function shortName(name: string): string {
  return name.replace(/^.*function:/, '');
}
