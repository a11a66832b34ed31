import type { State } from '../../src/app.ts';

export interface MemoryState extends State {
  /** All that was stored, as JSON. */
  text(): string;
}

/** What comes out has been through JSON, as it has in VS Code. */
export function memoryState(): MemoryState {
  const texts = new Map<string, string>();
  return {
    get(key): unknown {
      const text = texts.get(key);
      return text === undefined ? undefined : JSON.parse(text);
    },
    text: () => [...texts].flat().join('\n'),
    async set(key, value) {
      texts.set(key, JSON.stringify(value));
    },
  };
}
