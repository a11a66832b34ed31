import type { State } from '../../src/app.ts';

/** What comes out has been through JSON, as it has in VS Code. */
export function memoryState(): State {
  const texts = new Map<string, string>();
  return {
    get(key): unknown {
      const text = texts.get(key);
      return text === undefined ? undefined : JSON.parse(text);
    },
    async set(key, value) {
      texts.set(key, JSON.stringify(value));
    },
  };
}
